import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runNode } from "./run-in-folder.js";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));

/** What each example prints; an example without an entry fails. */
const PRINTED: Readonly<Record<string, string>> = {
  "cutpoints.js": "cutpoints 20, 20, 44, 63\n12→1 55→4 20→1 90→5 31→3 20→1 44→3 78→5 63→4 20→1\n",
  "objects-and-progress.js": [
    "open > sales > metrics > fit > score > cube > publish",
    "5 customers in the segments of our-five, as of 2024-04-01",
    "c4 is in Champions: R ≥ 4, F ≥ 4, M ≥ 4",
    "NO_SUCH_CUSTOMER",
    "",
  ].join("\n"),
  "own-model.js": "5-5-4 is VIP: Personal contact\n70 of 125 cells fall back to Rest; 0 rules never match\n",
  "qualify-prospects.js": [
    "Software: lift 2.67, between 1.08 and 7.31, q 0.11",
    "tier_1: Matches 1 of 1: industry (software).",
    "tier_4: Matches no criterion; misses industry (Software Consulting).",
    "",
  ].join("\n"),
  "rows-in-memory.js": [
    "c0 5 4 72.0000 Others",
    "c1 4 4 76.0000 Others",
    "c2 3 4 80.0000 Others",
    "c3 2 4 84.0000 Potential Loyalists",
    "c4 1 4 88.0000 Potential Loyalists",
    "",
  ].join("\n"),
  "score-a-file.js": [
    "3 customers as of 2024-03-29",
    "Champions: 0 customers, 0",
    "Loyal Customers: 1 customers, 200.5",
    "Potential Loyalists: 1 customers, 300",
    "At Risk: 0 customers, 0",
    "Others: 1 customers, 15",
    "",
  ].join("\n"),
};

describe("the examples", () => {
  it.each(readdirSync(EXAMPLES).filter((name) => name.endsWith(".js")))("%s prints what it did", async (name) => {
    expect(await runNode(`${EXAMPLES}${name}`, [])).toBe(PRINTED[name]);
  });
});
