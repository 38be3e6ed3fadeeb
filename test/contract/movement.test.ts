import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { customersOperation } from "../../src/operations/customers/operation.js";
import { movementOperation } from "../../src/operations/movement/operation.js";
import type { Movement } from "../../src/results/movement.js";
import type { SalesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, isOnCluster, mainEngines } from "./engines.js";
import { score } from "./score.js";

/** So many purchases of 10.00 by each customer until the end of June, the last one so many days before it. */
const UNTIL_JUNE: Readonly<Record<string, readonly [purchases: number, days: number]>> = {
  A: [12, 1],
  B: [11, 2],
  C: [10, 40],
  D: [9, 3],
  E: [8, 50],
  F: [7, 60],
  G: [6, 4],
  H: [5, 5],
  I: [4, 30],
  J: [3, 35],
  K: [2, 6],
};

const IN_JULY: readonly (readonly [customer: string, day: string, amount: string])[] = [
  ["A", "2024-07-29", "10"],
  ["C", "2024-07-28", "10"],
  ["E", "2024-07-27", "10"],
  ["J", "2024-07-25", "10"],
  ["K", "2024-07-21", "-5"],
  ["L", "2024-07-30", "10"],
];

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}

const shop: SalesTable = {
  columns: [
    { name: "customer_id", type: "VARCHAR" },
    { name: "sale_date", type: "DATE" },
    { name: "revenue", type: "DECIMAL(18,4)" },
  ],
  rows: [
    ...Object.entries(UNTIL_JUNE).flatMap(([customer, [purchases, days]]) =>
      Array.from({ length: purchases }, (__, index) => [
        customer,
        index === 0 ? daysBefore("2024-06-30", days) : "2024-01-15",
        "10",
      ]),
    ),
    ...IN_JULY.map((row) => [...row]),
  ],
};

/**
 * Scores at the end of June (cutpoints: 3, 5, 30, 40 days; 4, 6, 8, 10 purchases), of July by these, and of July (3, 6, 34, 36 days; 4,
 * 5, 7, 9 purchases). M is as F.
 *
 *     A  555 Champions            555 Champions            555 Champions             bought, stays
 *     B  555 Champions            255 Loyal Customers      355 Loyal Customers       silence
 *     C  244 Loyal Customers      555 Champions            555 Champions             behaviour
 *     D  544 Champions            244 Loyal Customers      344 Loyal Customers       silence
 *     E  133 At Risk              444 Champions            444 Champions             behaviour
 *     F  133 At Risk              133 At Risk              133 At Risk               stays
 *     G  422 Potential Loyalists  222 Others               233 At Risk               silence, and then the yardstick
 *     H  422 Potential Loyalists  222 Others               222 Others                silence
 *     I  311 Others               111 Others               111 Others                stays
 *     J  211 Others               311 Others               411 Potential Loyalists   bought, but moved by the yardstick
 *     K  311 Others               211 Others               111 Others                refund, stays
 *     L  –                        511                      511 Potential Loyalists   new
 */
const FLOWS = [
  ["Champions", "Loyal Customers", 2, 0, { silence: 2 }],
  ["Loyal Customers", "Champions", 1, 10, { behaviour: 1 }],
  ["Potential Loyalists", "At Risk", 1, 0, { silence: 1 }],
  ["Potential Loyalists", "Others", 1, 0, { silence: 1 }],
  ["At Risk", "Champions", 1, 10, { behaviour: 1 }],
  ["Others", "Potential Loyalists", 1, 10, { yardstick: 1 }],
  [null, "Potential Loyalists", 1, 10, { behaviour: 1 }],
] as const;

/** The movement as the store keeps it: a line for each customer, and one for each way through the cells. */
const KEPT = [
  [
    "A Champions Champions Champions true null 10",
    "B Champions Loyal Customers Loyal Customers false silence 0",
    "C Loyal Customers Champions Champions true behaviour 10",
    "D Champions Loyal Customers Loyal Customers false silence 0",
    "E At Risk Champions Champions true behaviour 10",
    "F At Risk At Risk At Risk false null 0",
    "G Potential Loyalists At Risk Others false silence 0",
    "H Potential Loyalists Others Others false silence 0",
    "I Others Others Others false null 0",
    "J Others Potential Loyalists Others true yardstick 10",
    "K Others Others Others true null -5",
    "L null Potential Loyalists Potential Loyalists true behaviour 10",
  ],
  [
    "133 133 133 At Risk false 1 0 70",
    "133 444 444 Champions true 1 10 90",
    "211 311 411 Others true 1 10 40",
    "244 555 555 Champions true 1 10 110",
    "311 111 111 Others false 1 0 40",
    "311 211 111 Others true 1 -5 15",
    "422 222 222 Others false 1 0 50",
    "422 222 233 Others false 1 0 60",
    "544 244 344 Loyal Customers false 1 0 90",
    "555 255 355 Loyal Customers false 1 0 110",
    "555 555 555 Champions true 1 10 130",
    "null 511 511 Potential Loyalists true 1 10 10",
  ],
];

/** A value in the same spelling on every engine. */
function textOf(value: string | null | undefined): string {
  if (value === "t" || value === "f") return value === "t" ? "true" : "false";
  return String(value ?? null).replace(/\.0+$/, "");
}

/** Sizes by segment, as a run tells them. */
function sizesOf(segments: readonly { segment: string; customers: number }[]): Record<string, number> {
  return Object.fromEntries(segments.map(({ segment, customers }) => [segment, customers]));
}

function marginsOf({ segments }: Movement): { before: Record<string, number>; after: Record<string, number> } {
  return {
    before: Object.fromEntries(segments.map(({ segment, before }) => [segment, before])),
    after: Object.fromEntries(segments.map(({ segment, after }) => [segment, after])),
  };
}

describe.each(byName(mainEngines))("%s tells movement", (_, engine) => {
  const { path } = temporaryFolder();

  test("of a shop whose every move is known, with its reason", async () => {
    const { store, located } = await score(engine, path, shop, { asOf: "2024-07-31" });
    const movement = await movementOperation.run({ ...located, store, from: "2024-06-30", counts: true, threads: 1 });
    expect(movement).toMatchObject({ run: 1, from: "2024-06-30", to: "2024-07-31", model: "five-segment" });
    expect(movement.flows).toEqual(
      FLOWS.map(([from_segment, to_segment, customers, revenue, reasons]) => ({
        from_segment,
        to_segment,
        customers,
        revenue,
        behaviour: 0,
        silence: 0,
        yardstick: 0,
        ...reasons,
      })),
    );
    const sizes = movement.segments.map((each) => [
      each.before,
      each.stayed,
      each.left,
      each.entered,
      each.new,
      each.after,
    ]);
    expect(sizes).toEqual([
      [3, 1, 2, 2, 0, 3],
      [1, 0, 1, 2, 0, 2],
      [2, 0, 2, 2, 1, 2],
      [2, 1, 1, 1, 0, 2],
      [3, 2, 1, 1, 0, 3],
    ]);
    expect(movement.counts).toContainEqual({
      before: "422",
      frozen: "222",
      after: "233",
      bought: false,
      customers: 1,
      revenue: "0.0000",
      monetary: "60.0000",
    });
    expect(movement.moments.map(({ cutpoints }) => cutpoints?.recency)).toEqual([
      ["3", "5", "30", "40"],
      ["3", "6", "34", "36"],
    ]);
    const kept = async (): Promise<unknown> =>
      Promise.all(
        [
          ["customer_movement", "customer_id segment_before segment_after segment_frozen bought reason revenue"],
          ["rfm_movement", "code_before code_frozen code_after segment_frozen bought customers revenue monetary"],
        ].map(async ([table, columns]) => {
          const rows = await engine.read(store, table as "rfm_movement");
          return rows
            .map((row) =>
              (columns ?? "")
                .split(" ")
                .map((name) => textOf(row[name]))
                .join(" "),
            )
            .toSorted();
        }),
      );
    expect(movement.kept).not.toBe(null);
    expect(await kept()).toEqual(KEPT);
    const moved = async (chosen: { entered: string } | { left: string }): Promise<unknown> => {
      const page = await customersOperation.run({ store, ...chosen, sort: "customer_id", order: "asc" });
      expect(page.total).toBe(page.customers.length);
      expect(page.movement).toMatchObject({ table: "customer_movement", from: "2024-06-30", to: "2024-07-31", run: 1 });
      return page.customers.map(({ customer_id, segment }) => `${customer_id} ${segment}`);
    };
    expect(await moved({ entered: "champions" })).toEqual(["C Champions", "E Champions"]);
    expect(await moved({ left: "Potential Loyalists" })).toEqual(["G At Risk", "H Others"]);
    expect(await moved({ entered: "Potential Loyalists" })).toEqual(["J Potential Loyalists", "L Potential Loyalists"]);
    const options = { ...located, store, from: "2024-07-31", to: "2024-07-31", threads: 1 };
    if (!isOnCluster) {
      expect((await movementOperation.run({ ...options, onlyShow: true })).kept).toBe(null);
      expect(await kept()).toEqual(KEPT);
    }
    const still = await movementOperation.run(options);
    expect((await engine.read(store, "customer_movement")).filter(({ reason }) => reason !== null)).toEqual([]);
    expect((await engine.read(store, "rfm_movement")).map((row) => row["moment_before"])).toContain("2024-07-31");
    expect(still.flows).toEqual([]);
    expect(still.segments.map(({ stayed }) => stayed)).toEqual([3, 2, 2, 2, 3]);
  });

  test.skipIf(isOnCluster)("over several periods, of which the last is that of its two moments", async () => {
    const { store, located } = await score(engine, path, shop, { asOf: "2024-07-31" });
    const options = { ...located, store, threads: 1 };
    const { series, moments, flows, segments } = await movementOperation.run({ ...options, every: "31", periods: 2 });
    const between = await movementOperation.run({ ...options, from: "2024-06-30" });
    expect(moments.map(({ snapshot }) => snapshot)).toEqual(["2024-05-30", "2024-06-30", "2024-07-31"]);
    expect({ flows, segments }).toEqual({ flows: between.flows, segments: between.segments });
    expect(series?.periods[1]).toEqual({ from: "2024-06-30", to: "2024-07-31", flows, segments });
    expect(series?.segments.map(({ customers }) => customers.slice(1))).toEqual([
      [3, 3],
      [1, 2],
      [2, 2],
      [2, 2],
      [3, 3],
    ]);
    expect(series?.segments.reduce((sum, { customers }) => sum + (customers[0] ?? 0), 0)).toBe(11);
  });

  test.skipIf(isOnCluster)("and writes the customers of a flow", async () => {
    const { store, located } = await score(engine, path, shop, { asOf: "2024-07-31" });
    const file = path("list.csv");
    const options = { ...located, store, from: "2024-06-30", threads: 1 };
    const { listed } = await movementOperation.run({ ...options, moved: "champions > Loyal Customers", to: file });
    expect(listed).toEqual({ file, from_segment: "Champions", to_segment: "Loyal Customers", customers: 2 });
    expect(readFileSync(file, "utf8").trimEnd().split("\n")).toEqual([
      "customer_id,R_before,F_before,M_before,segment_before,R_after,F_after,M_after,segment_after,segment_frozen,bought,reason,revenue,monetary",
      "B,5,5,5,Champions,3,5,5,Loyal Customers,Loyal Customers,false,silence,0.0000,110.0000",
      "D,5,4,4,Champions,3,4,4,Loyal Customers,Loyal Customers,false,silence,0.0000,90.0000",
    ]);
    const shown = await movementOperation.run({ ...options, moved: "Champions>Loyal Customers" });
    expect(shown.listed).toMatchObject({ file: null, customers: 2 });
    expect(shown.listed?.rows?.map(({ customer_id, monetary }) => [customer_id, monetary])).toEqual([
      ["B", 110],
      ["D", 90],
    ]);
    expect(shown.listed?.rows?.[0]).toMatchObject({ R_before: 5, R_after: 3, bought: false, reason: "silence" });
    await movementOperation.run({ ...options, moved: "new>Potential Loyalists", to: ["2024-07-31", file] });
    expect(readFileSync(file, "utf8").trimEnd().split("\n").slice(1)).toEqual([
      "L,,,,,5,1,1,Potential Loyalists,Potential Loyalists,true,behaviour,10.0000,10.0000",
    ]);
  });

  test("with sizes that are those of runs as of both moments, where orders, statuses and refunds are open", async () => {
    const table: SalesTable = {
      columns: [
        { name: "customer_id", type: "VARCHAR" },
        { name: "sale_date", type: "TIMESTAMP" },
        { name: "revenue", type: "DECIMAL(18,4)" },
        { name: "order_id", type: "VARCHAR" },
        { name: "status", type: "VARCHAR" },
      ],
      // Every third order goes on after a day; statuses stand in its first line alone.
      rows: Array.from({ length: 400 }, (__, line) => {
        const order = Math.floor(line / 2);
        const day = daysBefore("2024-12-31", (order * 37) % 300);
        const time = line % 2 === 1 && order % 3 === 0 ? "23:59:59" : "08:00:00";
        const status = line % 2 === 1 ? null : order % 7 === 0 ? "cancelled" : "paid";
        const amount = line % 11 === 0 ? `-${(line % 5) + 1}.5` : `${((line * 7) % 50) + 1}.25`;
        return [`K${(order * order) % 23}`, `${day} ${time}`, amount, `B${order}`, status];
      }),
    };
    const options = { order: undefined, asOf: "2024-12-10T09:00:00" };
    const later = await score(engine, path, table, options);
    const earlier = await score(engine, path, table, { ...options, asOf: "2024-10-31T09:00:00" });
    expect(later.result.columns.order).toMatchObject({ from: "order_id" });
    expect(later.result.rejected.not_sold).toBeGreaterThan(0);
    const { store, located } = later;
    const movement = await movementOperation.run({ ...located, store, from: "2024-10-31T09:00:00", threads: 1 });
    expect(marginsOf(movement)).toEqual({
      before: sizesOf(earlier.result.segments),
      after: sizesOf(later.result.segments),
    });
    expect(movement.moments.map(({ customers }) => customers)).toEqual([
      earlier.result.customers,
      later.result.customers,
    ]);
  });
});
