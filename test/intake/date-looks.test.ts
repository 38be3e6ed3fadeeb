import { expect, test } from "vitest";
import { duckdbDialect } from "../../src/engines/duckdb/dialect/dialect.js";
import { postgresDialect } from "../../src/engines/postgres/dialect/dialect.js";
import { dateLooks } from "../../src/intake/notations/date-profile.js";
import { compileWhole } from "../../src/sql/compile.js";
import type { Dialect } from "../../src/sql/dialect.js";
import { identifier, sql } from "../../src/sql/fragment.js";

/** The looks that each pass over the dates counts. */
function looksPerPass(dialect: Dialect): number[] {
  const query = compileWhole(dateLooks(sql`SELECT * FROM sales`, identifier("sale_date"), dialect), dialect);
  return query.split("FROM plain").map((pass) => pass.match(/AS "look \d+"/g)?.length ?? 0);
}

test("an engine that keeps few patterns compiled counts some of the looks at a time", () => {
  const looks = looksPerPass(postgresDialect());
  expect(Math.max(...looks)).toBe(24);
  const all = looksPerPass(duckdbDialect);
  expect(looks.reduce((sum, some) => sum + some)).toBe(Math.max(...all));
});
