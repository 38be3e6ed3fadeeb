import { expect, test } from "vitest";
import { cellIndex } from "../../../src/model/cell.js";
import { type AttributeCounts, circularAttributes, sameInformation } from "../../../src/model/icp/associations.js";

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Customers per value by the digits of their cell, and per value by quintile of the average ticket. */
function counted(byCell: Counts, byTicket: Readonly<Record<string, readonly number[]>> = {}): AttributeCounts {
  const cells = Object.entries(byCell).map(([value, counts]): [string, number[]] => {
    const row = Array.from({ length: 125 }, () => 0);
    for (const [code, customers] of Object.entries(counts)) {
      const [R, F, M] = Array.from(code, Number) as [number, number, number];
      row[cellIndex(R, F, M)] = customers;
    }
    return [value, row];
  });
  return { cells: new Map(cells), tickets: new Map(Object.entries(byTicket)) };
}

/** Two values and two cells: so many customers agree, so many do not. */
const two = (agree: number, differ: number, one: string, other: string): AttributeCounts =>
  counted({ low: { [one]: agree, [other]: differ }, high: { [one]: differ, [other]: agree } });

test("an attribute that restates a score is named with the score", () => {
  expect(
    circularAttributes({
      visits: two(50, 0, "333", "353"),
      silence: two(50, 0, "133", "533"),
      spender: two(50, 0, "331", "334"),
      plan: two(25, 25, "111", "555"),
    }),
  ).toEqual([
    { dimension: "visits", restates: "frequency", association: 1 },
    { dimension: "silence", restates: "recency", association: 1 },
    { dimension: "spender", restates: "monetary", association: 1 },
  ]);
});

// Of 100 customers phi is 0.72, and 0.68. Bergsma: the root of (phi² - 1/99) / (1 - 1/99).
test("from an association of 0.7 on an attribute restates a score", () => {
  expect(circularAttributes({ spender: two(43, 7, "222", "224") })).toEqual([
    { dimension: "spender", restates: "monetary", association: 0.72 },
  ]);
  expect(circularAttributes({ spender: two(42, 8, "222", "224") })).toEqual([]);
});

test("of several scores the one that is restated most is named", () => {
  const visits = counted({
    seldom: { "111": 40, "211": 10 },
    often: { "252": 40, "152": 10 },
  });
  expect(circularAttributes({ visits })).toEqual([{ dimension: "visits", restates: "frequency", association: 1 }]);
});

test("an attribute that restates the average ticket is named, though no score tells it", () => {
  const ticket = counted(
    { small: { "111": 25, "555": 25 }, large: { "111": 25, "555": 25 } },
    { small: [25, 25, 0, 0, 0], large: [0, 0, 20, 15, 15] },
  );
  expect(circularAttributes({ ticket })).toEqual([
    // Two values and five quintiles: the root of (1 - 4/99) / (1 - 1/99).
    { dimension: "ticket", restates: "average ticket", association: 0.98 },
  ]);
});

test("customers of whom nothing is known make no association", () => {
  const filledIn = { a: { "111": 25, "155": 25 }, b: { "111": 25, "155": 25 } };
  expect(circularAttributes({ survey: counted({ ...filledIn, Unknown: { "511": 100, "555": 100 } }) })).toEqual([]);
  expect(
    circularAttributes({ survey: counted({ Unknown: { "511": 100 }, a: { "111": 100 } }, { Unknown: [9], a: [9] }) }),
  ).toEqual([]);
});

test("no attributes, and attributes with one value, restate nothing", () => {
  expect(circularAttributes({})).toEqual([]);
  expect(circularAttributes({ plan: counted({ pro: { "111": 5, "555": 5 } }) })).toEqual([]);
  expect(circularAttributes({ plan: counted({}) })).toEqual([]);
});

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
