import { expect, test } from "vitest";
import { wayInWords } from "../../src/display/way-in-words.js";
import type { Explanation, PublishedStay } from "../../src/results/explanation.js";

function wayOf(recency: number, ...way: readonly PublishedStay[]): string | undefined {
  const score = { dimension: "recency", value: recency } as Explanation["scores"][number];
  return wayInWords({ way, scores: [score], snapshot: "2025-06-30" });
}

const champion: PublishedStay = { segment: "Champions", run: null, since: null };
const atRisk: PublishedStay = { segment: "At Risk", run: 7, since: "2025-03-31" };

test("a way tells each segment until the run that changed it, and whether anything was bought since", () => {
  expect(wayOf(120, champion, atRisk)).toBe("Champions until 2025-03-31, At Risk since; no purchase since");
  expect(wayOf(20, champion, atRisk)).toBe("Champions until 2025-03-31, At Risk since");
  const back: PublishedStay = { segment: "Champions", run: 9, since: "2025-05-31" };
  expect(wayOf(5, champion, atRisk, back)).toBe(
    "Champions until 2025-03-31, At Risk until 2025-05-31, Champions since",
  );
});

test("who is new needs no words about before; without changes there is no way", () => {
  const nobody: PublishedStay = { segment: null, run: null, since: null };
  expect(wayOf(5, nobody, atRisk)).toBe("At Risk since");
  expect(wayOf(5)).toBeUndefined();
});
