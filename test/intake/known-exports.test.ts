import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { KNOWN_EXPORTS } from "../../src/intake/exports/known-exports.js";
import * as library from "../../src/index.js";

/** Files whose first question has an answer that is known: what the vendor's file leaves open. */
const ANSWERS: Readonly<Record<string, number>> = { FLO: 0, "dunnhumby, The Complete Journey": 0 };

/** Reports that are known for not being sales to customers. */
const REFUSED = [
  "Amazon settlement report",
  "Amazon sale report",
  "SumUp transactions",
  "Klarna settlement report",
  "Toast orders",
  "DATEV batch of bookings",
];

const examples = KNOWN_EXPORTS.filter(({ name }) => !REFUSED.includes(name));

function exampleOf(name: string): URL {
  const file = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return new URL(`exports/${file}.csv`, import.meta.url);
}

test("a column that an export leaves aside can be named", async () => {
  const source = exampleOf("Stripe payments");
  const { columns, cutpoints } = await library.run({ source, store: null, revenue: "Converted Amount", order: "none" });
  expect(columns.revenue?.from).toBe("Converted Amount");
  expect(cutpoints.monetary).not.toEqual((await library.run({ source, store: null })).cutpoints.monetary);
});

/** Customers with their purchases and money, as the example expects them. */
function expectedOf(name: string): readonly string[] {
  const file = new URL(exampleOf(name).href.replace(/csv$/, "expected.csv"));
  return readFileSync(file, "utf8").trim().split("\n").slice(1).map(comparable).toSorted();
}

function comparable(line: string): string {
  const [, customer = "", frequency = "", monetary = ""] = /^(.*),(\d+),([\d.]+)$/.exec(line) ?? [];
  return `${customer} ${Number(frequency)} ${Number(monetary)}`;
}

async function scored(source: URL, options: Partial<library.RunOptions>): Promise<readonly string[]> {
  const result = await library.run({ source, store: null, ...options });
  const customers: string[] = [];
  for await (const { customer_id, frequency, monetary } of result.rows) {
    customers.push(comparable(`${String(customer_id)},${String(frequency)},${String(monetary)}`));
  }
  return customers.toSorted();
}

describe("every export that is known is read from an example of it", () => {
  test.each(examples.map(({ name }) => [name] as const))("%s", async (name) => {
    expect(existsSync(exampleOf(name)), `an example stands in ${exampleOf(name).pathname}`).toBe(true);
    const answer = ANSWERS[name];
    const options =
      answer === undefined
        ? {}
        : await scored(exampleOf(name), {}).then(
            () => expect.unreachable("It was scored without a question."),
            (error: unknown) => (error as library.QuintileError).tries[answer]?.inputs ?? {},
          );
    expect(await scored(exampleOf(name), options)).toEqual(expectedOf(name));
  });
});

test("no two exports are known by the same name", () => {
  expect(new Set(KNOWN_EXPORTS.map(({ name }) => name)).size).toBe(KNOWN_EXPORTS.length);
});
