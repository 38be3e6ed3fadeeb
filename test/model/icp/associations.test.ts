import { expect, test } from "vitest";
import { sameInformation } from "../../../src/model/icp/associations.js";

const pair = (one: string, other: string, agree: number, differ: number) => {
  const table = [
    [agree, differ],
    [differ, agree],
  ];
  return { dimensions: [one, other] as const, table };
};

// Of 100 customers phi is 1, 0.92, 0.88, and 0.
test("from an association of 0.9 on two attributes carry the same information", () => {
  expect(
    sameInformation([
      pair("country", "currency", 50, 0),
      pair("state", "region", 48, 2),
      pair("plan", "seats", 47, 3),
      pair("plan", "colour", 25, 25),
    ]),
  ).toEqual([
    { dimensions: ["country", "currency"], association: 1 },
    { dimensions: ["state", "region"], association: 0.92 },
  ]);
  expect(sameInformation([])).toEqual([]);
});
