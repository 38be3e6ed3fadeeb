import type { exportInputs } from "./operation.js";
import { segmentNames } from "../../analysis/customers/companions.js";
import { audience } from "../../analysis/customers/customers.js";
import type { Store } from "../../engines/engine.js";
import { isTextForSpreadsheets } from "../../engines/files/written-format.js";
import type { PendingFile } from "../../sql/database.js";
import { join, literal, sql } from "../../sql/fragment.js";
import { findSegment } from "../store/find-segment.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { requirePublished, withStore } from "../store/open-store.js";
import type { ExportResult } from "../../results/export.js";
import { readSegmentName } from "../../results/stored/stored-segment.js";

/** Streams the customers of chosen segments into a file that campaign tools read. */
export async function exportCustomers(
  { segment: wanted = [], to: file, ...place }: ValuesOf<typeof exportInputs>,
  context: Context,
): Promise<ExportResult> {
  let pending: PendingFile | undefined;
  const write = async (store: Store): Promise<ExportResult> => {
    requirePublished(store);
    const known = await store.query(segmentNames(store.table("rfm_segments")));
    const names = known.map((row) => readSegmentName(row, store.label));
    const segments = wanted.length === 0 ? names : wanted.map((name) => findSegment(name, names));
    const customers = store.table("customer_rfm");
    const columns = await store.describe(sql`SELECT * FROM ${customers}`);
    const forSpreadsheets = isTextForSpreadsheets(file);
    context.progress?.stage("publish");
    const [count] = await store.query(
      sql`SELECT count(*) AS customers FROM ${customers} WHERE segment IN (${join(segments.map((name) => literal(name)))})`,
    );
    pending = await store.write(audience(customers, columns, segments, forSpreadsheets, store.dialect), file, (share) =>
      context.progress?.advance(share),
    );
    return { file, segments, customers: Number(count?.["customers"]) };
  };
  try {
    const result = await withStore(place, context, write);
    pending?.complete();
    return result;
  } catch (error) {
    pending?.discard();
    throw error;
  }
}
