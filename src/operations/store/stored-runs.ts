import { runRecords } from "../../analysis/customers/companions.js";
import type { Store } from "../../engines/engine.js";
import type { Row } from "../../sql/database.js";
import { QuintileError } from "../../errors.js";
import { readRun, type StoredRun } from "../../results/stored/stored-run.js";

/** The runs of a store, newest first; none where nothing was published yet. Raises `BAD_FILE` for a damaged row. */
export async function listRuns(store: Store): Promise<StoredRun[]> {
  const rows = await runRows(store);
  return rows.map((row) => readRun(row, store.label));
}

/** The latest run of a store; undefined where nothing was published yet. Raises `BAD_FILE` for a damaged row. */
export async function latestRun(store: Store): Promise<StoredRun | undefined> {
  const [row] = await runRows(store);
  return row && readRun(row, store.label);
}

/**
 * A run by its number, or the latest. Other runs of the store may be damaged.
 *
 * @throws QuintileError `NO_SUCH_RUN`, `BAD_FILE`.
 */
export async function findRun(store: Store, number?: number): Promise<StoredRun> {
  const rows = await runRows(store);
  const row = number === undefined ? rows[0] : rows.find((each) => Number(each["run"]) === number);
  if (row !== undefined) return readRun(row, store.label);
  const numbers = rows.map((each) => String(each["run"]));
  throw new QuintileError(
    "NO_SUCH_RUN",
    number === undefined ? `${store.label} holds no run yet.` : `${store.label} has no run ${number}.`,
    { hint: numbers.length === 0 ? "Score some sales first: quintile run SOURCE." : `It has: ${numbers.join(", ")}.` },
  );
}

async function runRows(store: Store): Promise<Row[]> {
  const found = store.columns("rfm_runs");
  return found.size === 0 ? [] : store.query(runRecords(store.table("rfm_runs"), found, store.dialect));
}
