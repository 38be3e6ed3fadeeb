import { customersOfFlow, movedCustomers } from "../../analysis/movement/moved-customers.js";
import type { Engine } from "../../engines/engine.js";
import { isTextForSpreadsheets, requireWritable } from "../../engines/files/written-format.js";
import { inputName, QuintileError } from "../../errors.js";
import { segmentMap } from "../../model/segment-map.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { ListedFlow } from "../../results/movement.js";
import type { SalesRead } from "../../scoring/prove.js";
import type { ScoredPeriod } from "../../scoring/score-moments.js";
import { sql } from "../../sql/fragment.js";
import { findSegment } from "../store/find-segment.js";

/** A flow whose customers are to be written, and the file. */
export interface WantedFlow {
  /** Null for new customers. */
  readonly before: string | null;
  readonly after: string;
  readonly file: string;
}

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

/** The flow that is to be written; undefined where none is. Raises `USAGE` and `NO_SUCH_SEGMENT`. */
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
  if (file === undefined) {
    throw new QuintileError("USAGE", `${inputName("moved")} names a flow, but no file.`, {
      hint: `Say where to write its customers: ${inputName("to")} FILE.`,
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

/** Writes the customers of a flow, in the order of their ids. */
export async function writeFlow(
  engine: Engine,
  read: SalesRead,
  { customers }: ScoredPeriod,
  model: SegmentModel,
  { before, after, file }: WantedFlow,
): Promise<ListedFlow> {
  const moved = await engine.materialize("moved_customers", movedCustomers(customers, segmentMap(model)));
  const listed = sql`(SELECT * FROM ${moved}) AS listed`;
  const forSpreadsheets = isTextForSpreadsheets(file);
  const query = customersOfFlow(
    listed,
    { before, after },
    { customer: read.customerKind, forSpreadsheets },
    engine.dialect,
  );
  const [count] = await engine.query(sql`SELECT count(*) AS customers FROM (${query}) AS listed`);
  (await engine.write(query, file)).complete();
  return { file, from_segment: before, to_segment: after, customers: Number(count?.["customers"] ?? 0) };
}
