import { identifier, join, literal, type Sql, sql } from "./fragment.js";
import { define, typed } from "./kept-table.js";
import { type FoundColumns, type KeptType, PUBLISHED_TABLES } from "./published-tables.js";

/** What a run adds to `rfm_changes`, and what it takes away. */
export interface KeptChanges {
  /** The run that publishes. */
  readonly run: number;
  /** When it publishes, ISO 8601 in UTC. */
  readonly changed_at: string;
  /** For how many days changes are kept; with 0, none are. */
  readonly days: number;
}

/** The customers before and after, for statements on the place that holds both. */
export interface ComparedCustomers {
  /** `customer_rfm` as it is published. */
  readonly before: Sql;
  /** The staged customers. */
  readonly after: Sql;
  /** True where the ids are of different kinds, and so have to be compared as text. */
  readonly asText: boolean;
}

const COLUMNS = Object.entries<KeptType>(PUBLISHED_TABLES.rfm_changes.columns);
const NAMES = join(COLUMNS.map(([name]) => identifier(name)));

/**
 * Statements that write the changes, for an engine that makes them visible together with the customers.
 *
 * @param customers undefined where no earlier customers are there to compare.
 * @param found the columns of the table as it is; empty where there is none.
 */
export function changeStatements(
  table: Sql,
  customers: ComparedCustomers | undefined,
  changes: KeptChanges,
  found: FoundColumns,
): Sql[] {
  const isAdded = customers !== undefined && changes.days > 0;
  return [
    ...(isAdded ? [sql`CREATE TABLE IF NOT EXISTS ${table} (${join(COLUMNS.map(define))})`] : []),
    ...(found.size > 0 ? [sql`DELETE FROM ${table} WHERE changed_at < ${oldest(changes)}`] : []),
    ...(isAdded ? [sql`INSERT INTO ${table} (${NAMES}) ${changedCustomers(customers, changes)}`] : []),
  ];
}

/**
 * What the table holds with the changes, for an engine that puts a whole table in the place of another; undefined where nothing is
 * to be written.
 *
 * @param old what stands after `FROM` to read the table as it is.
 */
export function changesQuery(
  old: Sql,
  customers: ComparedCustomers | undefined,
  changes: KeptChanges,
  found: FoundColumns,
): Sql | undefined {
  const isAdded = customers !== undefined && changes.days > 0;
  const parts = [
    ...(found.size > 0
      ? [sql`SELECT ${NAMES} FROM ${old} WHERE changed_at >= ${oldest(changes)} AND run <> ${literal(changes.run)}`]
      : []),
    ...(isAdded ? [changedCustomers(customers, changes)] : []),
  ];
  return parts.length === 0 ? undefined : join(parts, " UNION ALL ");
}

/** The customers whose segment changed, and those who came or went. */
function changedCustomers({ before, after, asText }: ComparedCustomers, { run, changed_at }: KeptChanges): Sql {
  const id = asText ? sql`CAST(customer_id AS VARCHAR)` : sql`customer_id`;
  const code = sql`100 * "R_score" + 10 * "F_score" + "M_score"`;
  const side = (customers: Sql): Sql => sql`(SELECT ${id} AS id, segment, ${code} AS code FROM ${customers})`;
  const values = [
    typed(run, "INTEGER"),
    typed(changed_at, "TIMESTAMP"),
    sql`CAST(coalesce(later.id, earlier.id) AS VARCHAR)`,
    sql`CAST(earlier.segment AS VARCHAR)`,
    sql`CAST(later.segment AS VARCHAR)`,
    sql`CAST(earlier.code AS INTEGER)`,
    sql`CAST(later.code AS INTEGER)`,
  ];
  const columns = COLUMNS.map(([name], index) => sql`${values[index] as Sql} AS ${identifier(name)}`);
  return sql`SELECT ${join(columns)} FROM ${side(before)} AS earlier FULL JOIN ${side(after)} AS later ON later.id = earlier.id
    WHERE earlier.segment IS DISTINCT FROM later.segment`;
}

/** The moment from which on changes are kept. */
function oldest({ changed_at, days }: KeptChanges): Sql {
  const since = new Date(Date.parse(changed_at) - days * 86_400_000).toISOString();
  return typed(since, "TIMESTAMP");
}
