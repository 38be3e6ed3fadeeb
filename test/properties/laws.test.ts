import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { readAmount, writeAmount } from "../oracle/amounts.js";
import { readMoment } from "../oracle/moments.js";
import { type RawSale, scoreSales } from "../oracle/score-sales.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { casesOf } from "../support/thoroughness.js";
import { scoreShop } from "./score-shop.js";
import "./seed.js";
import { rowsOf, shops } from "./shops.js";

vi.setConfig({ testTimeout: 300_000 });

const { path } = temporaryFolder();

/** Shops in which somebody can be scored. */
const scorable = shops.filter(({ rows, options }) => scoreSales(rows, options) !== undefined);

/** The last seven columns hold no `|`; the id may. */
function fieldsOf(line: string): { id: string; metrics: string[]; scores: number[] } {
  const parts = line.split("|");
  const [recency, frequency, monetary, ...rest] = parts.slice(-7) as [string, string, string, ...string[]];
  return {
    id: parts.slice(0, -7).join("|"),
    metrics: [recency, frequency, monetary],
    scores: rest.slice(0, 3).map(Number),
  };
}

test("equal metrics get equal scores, and segment sizes add up to the customers", async () => {
  const property = fc.asyncProperty(scorable, async ({ rows, options }) => {
    const { customers, result } = await scoreShop(path, { rows, options: { ...options, first: [] } });
    for (const dimension of [0, 1, 2]) {
      const scores = new Map<string | undefined, number | undefined>();
      for (const { metrics, scores: given } of customers.map(fieldsOf)) {
        const value = metrics[dimension];
        expect(scores.get(value) ?? given[dimension]).toBe(given[dimension]);
        scores.set(value, given[dimension]);
      }
    }
    const total = (of: (segment: (typeof result.segments)[number]) => number): number =>
      result.segments.map(of).reduce((sum, each) => sum + each, 0);
    expect(total((segment) => segment.customers)).toBe(customers.length);
    expect(result.customers).toBe(customers.length);
    expect(total((segment) => segment.share_customers)).toBeCloseTo(1, 9);
    for (const { segment, customers: count } of result.segments) {
      expect(count).toBe(customers.filter((line) => line.endsWith(`|${segment}`)).length);
    }
  });
  await fc.assert(property, { numRuns: casesOf(40) });
});

test("shuffling the rows changes nothing", async () => {
  const property = fc.asyncProperty(
    scorable.chain((shop) =>
      fc.record({
        shop: fc.constant(shop),
        order: fc.shuffledSubarray([...shop.rows], { minLength: shop.rows.length }),
      }),
    ),
    async ({ shop, order }) => {
      const [plain, shuffled] = [await scoreShop(path, shop), await scoreShop(path, { ...shop, rows: order })];
      expect(shuffled.customers).toEqual(plain.customers);
      const { cutpoints, snapshot, rejected, segments } = plain.result;
      expect(shuffled.result).toMatchObject({ cutpoints, snapshot, rejected, segments });
    },
  );
  await fc.assert(property, { numRuns: casesOf(20) });
});

test("multiplying all amounts by 100 changes no score", async () => {
  const property = fc.asyncProperty(scorable, async (shop) => {
    const rows = shop.rows.filter(({ revenue }) => isModest(revenue));
    fc.pre(scoreSales(rows, shop.options) !== undefined);
    const plain = await scoreShop(path, { ...shop, rows: rows.map((row) => multiplied(row, 1n)) });
    const hundredfold = await scoreShop(path, { ...shop, rows: rows.map((row) => multiplied(row, 100n)) });
    expect(hundredfold.customers.map((line) => fieldsOf(line).scores)).toEqual(
      plain.customers.map((line) => fieldsOf(line).scores),
    );
  });
  await fc.assert(property, { numRuns: casesOf(20) });
});

test("buying more never lowers a score", async () => {
  const property = fc.asyncProperty(rowsOf(2), fc.nat(), async (rows, pick) => {
    const known = scoreSales(rows)?.customers.map((line) => fieldsOf(line).id) ?? [];
    fc.pre(known.length > 0);
    const buyer = known[pick % known.length] as string;
    const latest = latestOf(rows);
    const more: RawSale = { customer: buyer, date: latest, revenue: "12.34", order: "more" };
    const before = await scoreShop(path, { rows, options: {} });
    const after = await scoreShop(path, { rows: [...rows, more], options: {} });
    const scoresOf = (lines: readonly string[]): number[] =>
      lines.map(fieldsOf).find(({ id }) => id === buyer)?.scores ?? [];
    scoresOf(after.customers).forEach((score, dimension) => {
      expect(score).toBeGreaterThanOrEqual(scoresOf(before.customers)[dimension] as number);
    });
    expect(scoresOf(after.customers)).toHaveLength(3);
  });
  await fc.assert(property, { numRuns: casesOf(20) });
});

/** The sale for so many times its amount, which is taken to four places first. */
function multiplied({ customer, date, revenue, order = null }: RawSale, factor: bigint): RawSale {
  return { customer, date, revenue: writeAmount(factor * (readAmount(revenue) ?? 0n)), order };
}

function isModest(revenue: string | null): boolean {
  const units = readAmount(revenue);
  return units !== undefined && units < 10n ** 15n && units > -(10n ** 15n);
}

/** The date of the latest sale, as it is written; a purchase then does not move the snapshot. */
function latestOf(rows: readonly RawSale[]): string {
  const used = rows.filter(({ customer, revenue }) => customer?.trim() && readAmount(revenue) !== undefined);
  return used.reduce((latest, row) => (micros(row) > micros(latest) ? row : latest)).date as string;
}

function micros({ date }: RawSale): bigint {
  return readMoment(date)?.micros ?? -1n;
}
