import { customersOfFlow, MOVEMENT_COLUMNS, movedCustomers } from "../../analysis/movement/moved-customers.js";
import type { Engine } from "../../engines/engine.js";
import { isTextForSpreadsheets, requireWritable } from "../../engines/files/written-format.js";
import { inputName, QuintileError } from "../../errors.js";
import { segmentMap } from "../../model/segment-map.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { ListedFlow, MovedCustomer } from "../../results/movement.js";
import type { SalesRead } from "../../scoring/prove.js";
import type { ScoredPeriod } from "../../scoring/score-moments.js";
import type { Row } from "../../sql/database.js";
import { type Sql, sql } from "../../sql/fragment.js";
import { findSegment } from "../store/find-segment.js";

/** A flow whose customers are to be listed. */
export interface WantedFlow {
  /** Null for new customers. */
  readonly before: string | null;
  readonly after: string;
  /** Where all of them are to be written; undefined where the first ones are a part of the answer. */
  readonly file: string | undefined;
}

/** How many customers are a part of the answer where there is no file. */
const MOST_ROWS = 50;

/** What stands for a day or a moment, as far as its form goes. */
const MOMENT = /^\d{4}-\d{2}-\d{2}([T ].*)?$/;

/** Tells the second moment from the file: `to` may hold each of them once. Raises `USAGE`. */
export function splitTo(to: readonly string[] = []): { to: string | undefined; file: string | undefined } {
  const [dates, files] = [to.filter((each) => MOMENT.test(each)), to.filter((each) => !MOMENT.test(each))];
  if (dates.length > 1 || files.length > 1) {
    throw new QuintileError("USAGE", `${inputName("to")} is given more than once.`, {
      hint: "Name one moment, one file, or one of each.",
    });
  }
  const [[date], [file]] = [dates, files];
  if (file !== undefined) {
    try {
      requireWritable(file);
    } catch (error) {
      throw new QuintileError("USAGE", `${inputName("to")} ${file} is neither a date nor a file that can be written.`, {
        hint: "Write a date as ISO 8601, such as 2025-12-31. A file ends in .csv, .tsv, .xlsx, .parquet, .json or .jsonl.",
        cause: error,
      });
    }
  }
  return { to: date, file };
}

/** The flow that is to be listed; undefined where none is. Raises `USAGE` and `NO_SUCH_SEGMENT`. */
export function flowOf(
  moved: string | undefined,
  file: string | undefined,
  model: SegmentModel,
): WantedFlow | undefined {
  if (moved === undefined && file === undefined) return undefined;
  if (moved === undefined) {
    throw new QuintileError("USAGE", `${inputName("to")} names a file, but no flow.`, {
      hint: `Say whose customers to write: ${inputName("moved")} "A>B".`,
    });
  }
  return { ...segmentsOf(moved, model), file };
}

function segmentsOf(moved: string, model: SegmentModel): { before: string | null; after: string } {
  const names = model.segments.map(({ name }) => name);
  const [before, after, ...rest] = moved.split(">").map((each) => each.trim());
  if (before === undefined || after === undefined || rest.length > 0) {
    throw new QuintileError("USAGE", `${inputName("moved")} ${moved} is no flow.`, {
      hint: 'Write both segments with a > between them, such as "Champions>At Risk", or "new>Champions".',
    });
  }
  const where = `The model ${model.name}`;
  const isNew = before.toLowerCase() === "new" && !names.some((each) => each.toLowerCase() === "new");
  return { before: isNew ? null : findSegment(before, names, where), after: findSegment(after, names, where) };
}

/** Writes the customers of a flow to the file, or reads those who have brought most where there is none. */
export async function listFlow(
  engine: Engine,
  read: SalesRead,
  { customers }: ScoredPeriod,
  model: SegmentModel,
  { before, after, file }: WantedFlow,
): Promise<ListedFlow> {
  const moved = await engine.materialize("moved_customers", movedCustomers(customers, segmentMap(model)));
  const listed = sql`(SELECT * FROM ${moved}) AS listed`;
  const listing = { customer: read.customerKind, forSpreadsheets: file !== undefined && isTextForSpreadsheets(file) };
  const query = (most?: number): Sql =>
    customersOfFlow(listed, { before, after }, { ...listing, most }, engine.dialect);
  const [count] = await engine.query(sql`SELECT count(*) AS customers FROM (${query()}) AS listed`);
  const flow = { from_segment: before, to_segment: after, customers: Number(count?.["customers"] ?? 0) };
  if (file === undefined) return { file: null, ...flow, rows: (await engine.query(query(MOST_ROWS))).map(customerOf) };
  (await engine.write(query(), file)).complete();
  return { file, ...flow };
}

function customerOf(row: Row): MovedCustomer {
  const numbers = ["R_before", "F_before", "M_before", "R_after", "F_after", "M_after", "revenue", "monetary"];
  const entries = MOVEMENT_COLUMNS.map((name) => {
    const value = row[name] ?? null;
    return [name, value !== null && numbers.includes(name) ? Number(value) : value];
  });
  return { ...Object.fromEntries(entries), customer_id: String(row["customer_id"]) } as unknown as MovedCustomer;
}
