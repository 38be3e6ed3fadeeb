import { describe, expect, test } from "vitest";
import { compileWhole } from "../../src/sql/compile.js";
import { compileLaidOut, compileSteps } from "../../src/sql/compile-steps.js";
import type { Dialect } from "../../src/sql/dialect.js";
import { duckdbDialect } from "../../src/sql/duckdb-dialect.js";
import { expression, identifier, literal, type Sql, sql } from "../../src/sql/fragment.js";
import { postgresDialect } from "../../src/sql/postgres-dialect.js";

const KINDS = ["text", "integer", "decimal", "number", "float"] as const;
const READINGS = ["iso-date", "iso-timestamp", "iso", { format: "%d %b %Y %I:%M %p %z" }, { format: "%j/%y" }] as const;

/** Everything that a dialect can say of a value. */
function fragmentsOf(dialect: Dialect): Sql[] {
  const value = identifier("a value");
  return [
    ...READINGS.map((reading) => dialect.readDate(value, reading)),
    ...KINDS.flatMap((kind) => (["narrow", "wide"] as const).map((width) => dialect.toAmount(value, kind, ".", width))),
    dialect.toAmount(value, "text", ",", "wide"),
    dialect.wholeDaysBetween(value, dialect.moment("2024-03-01T10:00:00")),
    dialect.isBlank(value),
    dialect.isCanonicalInteger(value),
    dialect.bucket(value, literal(-1), literal(2), 4096),
  ];
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, "");

describe.each([
  ["postgres", postgresDialect()],
  ["duckdb", duckdbDialect],
] as const)("SQL of %s that is laid out", (_, dialect) => {
  test("is the same but for blanks", () => {
    for (const fragment of fragmentsOf(dialect)) {
      const statement = sql`SELECT ${fragment} AS x, - 1 FROM t WHERE ${fragment} BETWEEN -1 AND 2 OR ${fragment} IS NULL ORDER BY 1`;
      const laidOut = compileLaidOut(statement, dialect);
      expect(squeezed(laidOut)).toBe(squeezed(compileWhole(statement, dialect)));
      // No two words have become one.
      expect(laidOut.match(/\w+/g)).toEqual(compileWhole(statement, dialect).match(/\w+/g));
    }
  });

  test("keeps names, texts and expressions as they are, whatever is in them", () => {
    const hostile = `CASE ( ' " WHEN,\n  SELECT  -- END`;
    const statement = sql`SELECT ${identifier(hostile)} AS ${identifier("b  c")}, ${literal(hostile)}, ${hostile} || '  ', ${expression("a  -- b")}, ${expression("a * 2")} FROM t`;
    const laidOut = compileLaidOut(statement, dialect);
    const parts = [
      dialect.quoteIdentifier(hostile),
      `"b  c"`,
      dialect.quoteLiteral(hostile),
      "'  '",
      "(a  -- b\n)",
      "(a * 2)",
    ];
    for (const part of parts) expect(laidOut).toContain(part);
  });
});

test("A statement that is laid out reads like this", () => {
  const statement = sql`SELECT customer AS customer, count(*) FILTER (WHERE amount >= 0) AS purchases,
    CAST(CASE WHEN moment IS NOT NULL AND amount BETWEEN -1 AND 2 AND amount IS NOT NULL AND moment <= '2024-01-01' AND moment >= '2023-01-01' THEN 0
      ELSE 1 END AS SMALLINT) AS status FROM (SELECT * FROM sales AS s JOIN other ON s.a = other.b) AS sale
    WHERE status IN (1, 2) AND (customer IS DISTINCT FROM 'x' OR customer IS NULL) GROUP BY customer, status HAVING count(*) > 1`;
  expect(compileLaidOut(statement, duckdbDialect)).toMatchInlineSnapshot(`
    "SELECT
      customer,
      count(*) FILTER (WHERE amount >= 0) AS purchases,
      CAST(
        CASE
          WHEN moment IS NOT NULL
            AND amount BETWEEN -1 AND 2
            AND amount IS NOT NULL
            AND moment <= '2024-01-01'
            AND moment >= '2023-01-01'
            THEN 0
          ELSE 1
        END AS SMALLINT
      ) AS status
    FROM (SELECT * FROM sales AS s JOIN other ON s.a = other.b) AS sale
    WHERE status IN (1, 2) AND (customer IS DISTINCT FROM 'x' OR customer IS NULL)
    GROUP BY customer, status
    HAVING count(*) > 1"
  `);
});

test("Steps that are laid out read like this", () => {
  const query = {
    steps: [
      { name: "one", comments: ["The first."], query: sql`SELECT 1 AS a` },
      { name: "two", columns: sql`b, c`, comments: ["The second.", "  more"], query: sql`VALUES (1, 2), (3, 4)` },
    ],
    last: sql`SELECT a, b FROM one JOIN two ON a = b`,
  };
  expect(compileSteps(query, duckdbDialect)).toMatchInlineSnapshot(`
    "WITH

    -- The first.
    "one" AS (
      SELECT 1 AS a
    ),

    -- The second.
    --   more
    "two" (b, c) AS (
      VALUES (1, 2), (3, 4)
    )

    SELECT a, b FROM one JOIN two ON a = b"
  `);
});
