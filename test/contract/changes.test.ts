import { describe, expect, test } from "vitest";
import { customersOperation } from "../../src/operations/customers/operation.js";
import { explainOperation } from "../../src/operations/explain/operation.js";
import { queryDuckdb } from "../support/duckdb.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, duckdb, publishingEngines } from "./engines.js";
import { score } from "./score.js";

const { path } = temporaryFolder();

/** Of two customers, the one who bought last and most is 555, and the other 111. */
const twoCustomers = (best: string, other: string) =>
  salesTable([
    [best, "2024-03-02", "3"],
    [best, "2024-03-03", "3"],
    [other, "2024-03-01", "1"],
  ]);

describe.each(byName(publishingEngines))("%s keeps in rfm_changes", (_, engine) => {
  test("whose segment changed with each run, also who came and who went; none where they are not wanted", async () => {
    const store = await engine.newStore(path);
    const changes = async (): Promise<unknown> =>
      (await engine.read(store, "rfm_changes"))
        .map((row) => [
          row["run"],
          row["customer_id"],
          row["segment_before"],
          row["segment_after"],
          row["code_before"],
          row["code_after"],
        ])
        .toSorted();
    await score(engine, path, twoCustomers("b", "a"), { store });
    expect(await engine.published(store)).not.toContain("rfm_changes");
    const entered = (segment: string) => customersOperation.run({ store, entered: segment });
    await expect(entered("Champions")).rejects.toMatchObject({ code: "NO_SUCH_MOVEMENT" });
    await score(engine, path, twoCustomers("a", "b"), { store });
    const second = [
      ["2", "a", "Others", "Champions", "111", "555"],
      ["2", "b", "Champions", "Others", "555", "111"],
    ];
    expect(await changes()).toEqual(second);
    expect(await entered("Champions")).toMatchObject({
      customers: [{ customer_id: "a", segment: "Champions" }],
      total: 1,
      movement: { direction: "entered", table: "rfm_changes", from: "2024-03-04", to: "2024-03-04", run: 2 },
    });
    expect((await explainOperation.run({ customer: "b", store })).way).toEqual([
      { segment: "Champions", run: null, since: null },
      { segment: "Others", run: 2, since: "2024-03-04" },
    ]);
    await score(engine, path, twoCustomers("z", "b"), { store });
    const all = [...second, ["3", "a", "Champions", null, "555", null], ["3", "z", null, "Champions", null, "555"]];
    expect(await changes()).toEqual(all);
    await score(engine, path, twoCustomers("z", "b"), { store, changesFor: 1 });
    expect(await changes()).toEqual(all);
    await score(engine, path, twoCustomers("a", "z"), { store, changesFor: 0 });
    expect(await changes()).toEqual([]);
    await expect(entered("Champions")).rejects.toMatchObject({ code: "NO_SUCH_MOVEMENT" });
    await score(engine, path, twoCustomers("z", "a"), { store });
    expect(await changes()).toHaveLength(2);
  });
});

test("changes go after the days for which they are kept", async () => {
  const store = path("days.duckdb");
  for (const best of ["b", "a"]) await score(duckdb, path, twoCustomers(best, best === "a" ? "b" : "a"), { store });
  await queryDuckdb(
    store,
    "UPDATE rfm_changes SET changed_at = changed_at - INTERVAL 399 DAY WHERE customer_id = 'a'",
    "UPDATE rfm_changes SET changed_at = changed_at - INTERVAL 401 DAY WHERE customer_id = 'b'",
  );
  await score(duckdb, path, twoCustomers("a", "b"), { store });
  expect(await queryDuckdb(store, "SELECT customer_id FROM rfm_changes")).toEqual([{ customer_id: "a" }]);
});

/** An id that is a number in one run and a text in the next is another one only where it is spelled otherwise. */
test("ids of different kinds are compared as they are written", async () => {
  const store = path("kinds.duckdb");
  await score(duckdb, path, twoCustomers("1", "2"), { store });
  await score(duckdb, path, twoCustomers("x", "1"), { store });
  const rows = await queryDuckdb(store, "SELECT customer_id, code_before, code_after FROM rfm_changes ORDER BY 1");
  expect(rows).toEqual([
    { customer_id: "1", code_before: 555, code_after: 111 },
    { customer_id: "2", code_before: 111, code_after: null },
    { customer_id: "x", code_before: null, code_after: 555 },
  ]);
});
