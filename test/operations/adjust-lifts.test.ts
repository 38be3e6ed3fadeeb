import { expect, test } from "vitest";
import type { Engine } from "../../src/engines/engine.js";
import { adjustLifts } from "../../src/operations/icp/adjust-lifts.js";
import { sql } from "../../src/sql/fragment.js";

function values(count: number): Map<string, number[]> {
  return new Map(Array.from({ length: count }, (_, index) => [`value ${index}`, []]));
}

test("attributes with too many combinations of values are named, since one may explain the other", async () => {
  const candidates = ["industry", "city"].map((attribute) => ({ attribute })) as unknown as Parameters<
    typeof adjustLifts
  >[1];
  const supported = [{ attribute: "industry", value: { value: "value 0" } }] as unknown as Parameters<
    typeof adjustLifts
  >[3];
  const counted = { from: sql`customers`, cells: { industry: values(200), city: values(251) }, multiple: {} };
  const adjusts = ["industry", "city"];
  // Nothing is asked of an engine where no pair can be held against each other.
  expect(await adjustLifts({} as Engine, candidates, counted, supported, adjusts)).toEqual({
    adjusted: [],
    warnings: [
      "industry and city have more than 50,000 combinations of values, so no lift of one is adjusted for the other: the other may explain it. Group their values first, and it is adjusted.",
    ],
  });
});
