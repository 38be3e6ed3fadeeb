// Finds what sets the best customers apart, and holds prospects against it: node examples/qualify-prospects.js
import { icpPatterns, qualify, tierRecommendations, topPerformers } from "quintile/model";

const clients = ["Software", "Software", "Software", "Retail", "Retail", "Retail", "Retail", "Retail"].map(
  (industry, index) => ({ industry, rfm_total: index < 2 ? 14 : 7 }),
);
const top = topPerformers(clients);
const patterns = icpPatterns(top, clients, { dimensions: ["industry"] });
const [best] = patterns.industry.distribution;
process.stdout.write(
  `${best.value}: lift ${best.lift}, between ${best.lift_low} and ${best.lift_high}, q ${best.q.toFixed(2)}\n`,
);

for (const industry of [" software", "Software Consulting"]) {
  const { tier, reason } = qualify({ industry }, tierRecommendations(patterns));
  process.stdout.write(`${tier}: ${reason}\n`);
}
