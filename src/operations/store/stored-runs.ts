import { type RunRecord, runRecords } from "../../analysis/customers/companions.js";
import type { Store } from "../../engines/engine.js";
import { QuintileError } from "../../errors.js";

/** The runs of a store, newest first; none where nothing was published yet. */
export async function listRuns(store: Store): Promise<RunRecord[]> {
  if (!(await store.has("rfm_runs"))) return [];
  const rows = await store.query(runRecords(store.table("rfm_runs"), store.dialect));
  return rows.map((row) => ({
    ...(row as unknown as RunRecord),
    run: Number(row["run"]),
    sales: Number(row["sales"]),
    customers: Number(row["customers"]),
  }));
}

/** A run by its number, or the latest. Raises `NO_SUCH_RUN`. */
export async function findRun(store: Store, number?: number): Promise<RunRecord> {
  const runs = await listRuns(store);
  const run = number === undefined ? runs[0] : runs.find((each) => each.run === number);
  if (run !== undefined) return run;
  const numbers = runs.map((each) => each.run);
  throw new QuintileError(
    "NO_SUCH_RUN",
    number === undefined ? `${store.label} holds no run yet.` : `${store.label} has no run ${number}.`,
    { hint: numbers.length === 0 ? "Score some sales first: quintile run SOURCE." : `It has: ${numbers.join(", ")}.` },
  );
}
