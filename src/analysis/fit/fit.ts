import type { Bucket, Question } from "../../model/order-statistics.js";
import type { Dimension } from "../../model/score.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import type { OrderedColumn } from "./ordered-column.js";

/** The columns that are searched: of each dimension its values, and the ids of customers where ties are broken by them. */
export interface FitColumns {
  readonly metric: (dimension: Dimension) => OrderedColumn;
  readonly id: OrderedColumn | undefined;
}

interface Numbered {
  readonly question: Question;
  /** Its position among the questions of the pass. */
  readonly index: number;
}

type FitRow = Readonly<Record<string, unknown>>;

/**
 * The number of customers and the range of each dimension, in one row: `customers`, `low recency`, `high recency` and so
 * on; with ids that have buckets also `low id` and `high id`.
 */
export function ranges(metrics: Sql, dimensions: readonly Dimension[], id?: OrderedColumn): Sql {
  const columns = dimensions.flatMap((dimension) => {
    const value = identifier(dimension);
    return [
      sql`min(${value}) AS ${identifier(`low ${dimension}`)}`,
      sql`max(${value}) AS ${identifier(`high ${dimension}`)}`,
    ];
  });
  const ids =
    id?.bucket === undefined
      ? []
      : [
          sql`CAST(min(${id.value}) AS VARCHAR) AS ${identifier("low id")}`,
          sql`CAST(max(${id.value}) AS VARCHAR) AS ${identifier("high id")}`,
        ];
  return sql`SELECT ${join([sql`count(*) AS customers`, ...columns, ...ids])} FROM ${metrics}`;
}

/**
 * The fit stage: the questions of one pass over the customers (see `model/order-statistics`) as one statement. Its rows are
 * the buckets that hold a wanted rank, at most as many as ranks; {@link bucketsOf} reads them.
 */
export function countBuckets(metrics: Sql, questions: readonly Question[], columns: FitColumns): Sql {
  const looks = new Map<string, Numbered[]>();
  for (const [index, question] of questions.entries()) {
    const look = `${question.dimension} ${question.idsAt === undefined} ${question.each}`;
    looks.set(look, [...(looks.get(look) ?? []), { question, index }]);
  }
  const counts = [...looks.values()].map((numbered) => countLook(metrics, numbered, columns));
  return sql`${join(counts, " UNION ALL ")} ORDER BY bracket, upto`;
}

/** The buckets of each question, out of the rows of {@link countBuckets}. */
export function bucketsOf(rows: readonly FitRow[], questions: readonly Question[]): Bucket[][] {
  return questions.map((_, index) =>
    rows
      .filter((row) => Number(row["bracket"]) === index)
      .map((row) => ({
        low: String(row["low"]),
        high: String(row["high"]),
        customers: Number(row["customers"]),
        upto: Number(row["upto"]),
      })),
  );
}

/** One look at the customers answers the questions of a column, whose ranges have no customer in common. */
function countLook(metrics: Sql, numbered: readonly Numbered[], columns: FitColumns): Sql {
  const [{ question: first }] = numbered as [Numbered];
  const column = first.idsAt === undefined || columns.id === undefined ? columns.metric(first.dimension) : columns.id;
  const counted = first.each
    ? sql`SELECT bracket, value AS low, value AS high, count(*) AS customers
      FROM (${placed(metrics, numbered, column, columns)}) AS placed GROUP BY bracket, value`
    : sql`SELECT bracket, min(value) AS low, max(value) AS high, count(*) AS customers
      FROM (${placed(metrics, numbered, column, columns)}) AS placed GROUP BY bracket, bucket`;
  const wanted = numbered.map(({ question, index }) => {
    const holds = question.ranks.map((rank) => sql`upto - customers <= ${literal(rank)} AND ${literal(rank)} < upto`);
    return sql`bracket = ${literal(index)} AND (${join(holds, " OR ")})`;
  });
  return sql`SELECT bracket, customers, upto, CAST(low AS VARCHAR) AS low, CAST(high AS VARCHAR) AS high FROM (
    SELECT *, sum(customers) OVER (PARTITION BY bracket ORDER BY low) AS upto FROM (${counted}) AS counted) AS summed
    WHERE ${join(wanted, " OR ")}`;
}

/** The customers that are asked for, each in the bracket of a question and in a bucket of it. */
function placed(metrics: Sql, numbered: readonly Numbered[], column: OrderedColumn, columns: FitColumns): Sql {
  const conditions = numbered.map(({ question }) => isInside(question, column, columns));
  const perQuestion = (answer: (each: Numbered) => Sql): Sql => {
    const [only] = numbered;
    if (only !== undefined && numbered.length === 1) return answer(only);
    const cases = numbered.map((each, index) => sql`WHEN ${conditions[index] as Sql} THEN ${answer(each)}`);
    return sql`CASE ${join(cases, " ")} END`;
  };
  const bracket = perQuestion(({ index }) => literal(index));
  const bucket = perQuestion(({ question: { each, range } }) =>
    each || range === undefined || column.bucket === undefined ? literal(0) : column.bucket(range),
  );
  return sql`SELECT ${column.exact} AS value, ${bracket} AS bracket, ${bucket} AS bucket
    FROM ${metrics} WHERE ${join(conditions, " OR ")}`;
}

function isInside({ dimension, idsAt, range, isWhole }: Question, column: OrderedColumn, columns: FitColumns): Sql {
  const { value, constant } = columns.metric(dimension);
  const isTied = idsAt === undefined ? [] : [sql`${value} = ${constant(idsAt)}`];
  const isWithin =
    isWhole || range === undefined
      ? []
      : [sql`${column.value} BETWEEN ${column.constant(range.low)} AND ${column.constant(range.high)}`];
  const conditions = [...isTied, ...isWithin];
  return conditions.length === 0 ? keyword("TRUE") : sql`(${join(conditions, " AND ")})`;
}
