import fc from "fast-check";
import { expect, test } from "vitest";
import { elevenSegment } from "../../../src/model/eleven-segment.js";
import { fiveSegment } from "../../../src/model/five-segment.js";
import type { MovementCount } from "../../../src/model/movement/movement-count.js";
import { movementFlows } from "../../../src/model/movement/movement-flows.js";
import { movementMatrix } from "../../../src/model/movement/movement-matrix.js";
import { segmentMovements } from "../../../src/model/movement/segment-movements.js";

const score = fc.constantFrom(1, 2, 3, 4, 5);
const code = fc.tuple(score, score, score).map((scores) => scores.join(""));
const count: fc.Arbitrary<MovementCount> = fc.record({
  before: fc.option(code),
  frozen: code,
  after: code,
  bought: fc.boolean(),
  customers: fc.integer({ min: 1, max: 1000 }),
  revenue: fc.integer({ min: -9999, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
  monetary: fc.constant("1.0000"),
});
const counts = fc.array(count, { maxLength: 60 });
const models = fc.constantFrom(fiveSegment, elevenSegment);

test("of each segment, what flows in less what flows out is its change, and every move has one reason", () => {
  fc.assert(
    fc.property(counts, models, (all, model) => {
      const flows = movementFlows(model, all);
      for (const { segment, before, after, stayed, entered, left } of segmentMovements(model, all)) {
        const sum = (side: "from_segment" | "to_segment"): number =>
          flows.filter((flow) => flow[side] === segment).reduce((total, { customers }) => total + customers, 0);
        expect([entered, left]).toEqual([sum("to_segment"), sum("from_segment")]);
        expect(after - before).toBe(entered - left);
        expect(before).toBe(stayed + left);
      }
      for (const { customers, behaviour, silence, yardstick } of flows) {
        expect(behaviour + silence + yardstick).toBe(customers);
      }
    }),
  );
});

test("counting parts and adding them up is the same as counting all, and the matrix has the sizes as its sums", () => {
  fc.assert(
    fc.property(counts, counts, models, (some, others, model) => {
      const [one, other, all] = [some, others, [...some, ...others]].map((each) => movementMatrix(model, each));
      expect(all?.customers).toEqual(
        one?.customers.map((row, index) => row.map((each, column) => each + (other?.customers[index]?.[column] ?? 0))),
      );
      const segments = segmentMovements(model, [...some, ...others]);
      expect(all?.before.slice(0, -1)).toEqual(segments.map(({ before }) => before));
      expect(all?.after.slice(0, -1)).toEqual(segments.map(({ after }) => after));
    }),
  );
});

test("where the yardstick did not move, no move is due to it", () => {
  fc.assert(
    fc.property(counts, models, (all, model) => {
      const flows = movementFlows(
        model,
        all.map((each) => ({ ...each, frozen: each.after })),
      );
      expect(flows.every(({ yardstick }) => yardstick === 0)).toBe(true);
    }),
  );
});
