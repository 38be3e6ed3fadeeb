import type { Source } from "../../engines/engine.js";
import { identifier, join, literal, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";

/** The start of a file in which the lines of an order would show: they stand together, or nearly so. */
const LOOKED_AT = 10_000;

/** Below so many rows, the pass itself tells at once whether ids repeat. */
const MANY_ROWS = 1_000_000;

/**
 * The column that may say which rows are lines of one purchase: the first of the candidates whose values repeat at the start. In a large
 * file, one that is new in every row of the start is none; elsewhere the pass decides, and so it does on the only one of a server.
 */
export async function likeliestOrder(source: Source, candidates: readonly Column[]): Promise<Column | undefined> {
  const [first, ...others] = candidates;
  // On a server a look costs a round trip, and there is nothing to choose.
  if (first === undefined || (others.length === 0 && source.files.length === 0)) return first;
  const counts = candidates.flatMap(({ name }, index) => [
    sql`count(${identifier(name)}) AS ${identifier(`values ${index}`)}`,
    sql`count(DISTINCT ${identifier(name)}) AS ${identifier(`ids ${index}`)}`,
  ]);
  const columns = join(candidates.map(({ name }) => identifier(name)));
  const [row = {}] = await source.query(
    sql`SELECT count(*) AS looked_at, ${join(counts)} FROM (SELECT ${columns} FROM ${source.start} AS source LIMIT ${literal(LOOKED_AT)}) AS start`,
  );
  const repeats = candidates.find((_, index) => Number(row[`ids ${index}`]) < Number(row[`values ${index}`]));
  if (repeats !== undefined) return repeats;
  if (Number(row["looked_at"]) < LOOKED_AT) return undefined;
  const isLargeFile = source.files.length > 0 && (source.estimatedRows ?? MANY_ROWS) >= MANY_ROWS;
  return isLargeFile ? undefined : first;
}
