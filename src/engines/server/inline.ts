import { identifier, type Sql, sql } from "../../sql/fragment.js";

/** What stands after `FROM` to read a query's rows, computed each time. */
export function inline(name: string, query: Sql): Sql {
  return sql`(${query}) AS ${identifier(name)}`;
}
