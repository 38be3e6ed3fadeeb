import type { DemoResult } from "../results/demo.js";
import { movesInWords } from "../display/flow-in-words.js";
import { COUNTS } from "./format.js";
import { renderRun } from "./render-run.js";
import type { Style } from "./style.js";

/** What a head of sales would repeat. */
const MOST_MOVES = 2;

/** Shows the demo's segments, and what to try next. */
export function renderDemo(demo: DemoResult, style: Style): string {
  const command = process.argv[1]?.endsWith("quintile.js") === true ? "node bin/quintile.js" : "quintile";
  const store = `--store ${demo.result.store}`;
  const next = [
    [`explain 42 ${store}`, "why a customer is where they are"],
    [`export --segment "At Risk" --to at-risk.csv ${store}`, "an audience for a campaign"],
    [`movement --every month ${store}`, "who moved in which month, and why"],
    [`icp show ${store}`, "what sets the best customers apart"],
    [`run ${demo.result.source} --model eleven-segment ${store}`, "the same shop in eleven segments"],
    ["run YOUR-SALES.csv", "your own sales"],
  ] as const;
  return [
    `The demo shop is in ${demo.folder}: ${demo.files.join(", ")}`,
    "",
    renderRun(demo.result, style),
    `In the twelve months before: ${movesInWords(demo.movement.flows, MOST_MOVES, COUNTS).join("; ")}`,
    `The report is in ${demo.report}: open it in a browser`,
    "",
    style.bold("Try next"),
    ...next.map(([line, what]) => `  ${command} ${line}\n    ${style.dim(what)}`),
  ].join("\n");
}
