// Writes a segment model of one's own, checks it and classifies with it: node examples/own-model.js
import { checkModel, classify, parseModel, recommendedAction } from "quintile/model";

const model = parseModel(`
name: vip-first
segments:
  - { name: VIP, description: Best customers, action: Personal contact, group: top }
  - { name: Steady, description: Regular buyers, action: Keep in touch }
  - { name: Rest, description: Everyone else, action: Leave alone }
rules:
  - { segment: VIP, when: { R: 4..5, F: 5, total: 13..15 } }
  - { segment: Steady, when: { F: [3, 4] } }
fallback: Rest
`);

const segment = classify(model, 5, 5, 4);
process.stdout.write(`5-5-4 is ${segment}: ${recommendedAction(model, segment)}\n`);

const { fallbackCells, neverMatching } = checkModel(model);
process.stdout.write(
  `${fallbackCells.length} of 125 cells fall back to Rest; ${neverMatching.length} rules never match\n`,
);
