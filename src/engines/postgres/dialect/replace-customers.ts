import { identifier, join, keyword, type Sql, sql } from "../../../sql/fragment.js";
import { CUSTOMER_COLUMNS } from "../../../sql/published-tables.js";
import type { Column } from "../../../sql/relation.js";

const COLUMN_TYPES = ["INTEGER", "INTEGER", "NUMERIC(38,4)", "INTEGER", "INTEGER", "INTEGER", "TEXT"];

const VALUES = CUSTOMER_COLUMNS.slice(1);

/** The columns of `customer_rfm` with their types, for a customer id of a type. */
export function customerColumns(idType: string): readonly (readonly [string, string])[] {
  return CUSTOMER_COLUMNS.map((name, index) => [name, index === 0 ? idType : (COLUMN_TYPES[index - 1] as string)]);
}

/** The rows of a query in the types of `customer_rfm`. */
export function typedCustomers(query: Sql, id: Column): Sql {
  const columns = customerColumns(id.type).map(([name, type], index) =>
    index === 0 ? identifier(name) : sql`CAST(${identifier(name)} AS ${keyword(type)}) AS ${identifier(name)}`,
  );
  return sql`SELECT ${join(columns)} FROM (${query}) AS scored`;
}

/**
 * Statements that make a published table equal to a staged one, and touch no row that is equal already: readers see the
 * old rows until the transaction ends, and the table keeps its grants, views, policies and publications.
 */
export function replaceChanged(published: Sql, staged: Sql): Sql[] {
  const columns = join(CUSTOMER_COLUMNS.map((name) => identifier(name)));
  const of = (table: string): Sql => sql`(${join(VALUES.map((name) => identifier(table, name)))})`;
  const isSame = sql`staged.customer_id = published.customer_id`;
  const changes = VALUES.map((name) => sql`${identifier(name)} = ${identifier("staged", name)}`);
  return [
    sql`DELETE FROM ${published} AS published WHERE NOT EXISTS (SELECT FROM ${staged} AS staged WHERE ${isSame})`,
    sql`UPDATE ${published} AS published SET ${join(changes)} FROM ${staged} AS staged
      WHERE ${isSame} AND ${of("published")} IS DISTINCT FROM ${of("staged")}`,
    sql`INSERT INTO ${published} (${columns}) SELECT ${columns} FROM ${staged} AS staged
      WHERE NOT EXISTS (SELECT FROM ${published} AS published WHERE ${isSame})`,
  ];
}
