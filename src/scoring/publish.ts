import { companions } from "../analysis/customers/companions.js";
import type { Engine, StagedCustomers, Store } from "../engines/engine.js";
import type { PendingFile } from "../sql/database.js";
import { identifier, join, sql } from "../sql/fragment.js";
import { CUSTOMER_COLUMNS } from "../sql/published-tables.js";
import type { StoredRun } from "../results/stored/stored-run.js";

/** The publish stage: files first, beside their places; then the store in one step; then the files into their places. */
export async function publish(
  engine: Engine,
  store: Store,
  customers: StagedCustomers,
  files: readonly string[],
  run: StoredRun,
  changesFor: number,
): Promise<void> {
  const pending: PendingFile[] = [];
  try {
    for (const file of files) pending.push(await writeCustomers(engine, customers, file));
    await store.publish(companions(run, changesFor));
  } catch (error) {
    for (const file of pending) file.discard();
    throw error;
  }
  for (const file of pending) file.complete();
}

/** Writes scored customers in the order of their ids, beside the place of a file. */
export function writeCustomers(engine: Engine, { from, order }: StagedCustomers, file: string): Promise<PendingFile> {
  const columns = join(CUSTOMER_COLUMNS.map((name) => identifier(name)));
  const sorted = order === undefined ? sql`` : sql` ORDER BY ${order}`;
  return engine.write(sql`SELECT ${columns} FROM ${from}${sorted}`, file);
}
