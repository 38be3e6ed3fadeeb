import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { parseTrinoAddress } from "../../../src/engines/trino/client/address.js";
import { explainFailures } from "../../../src/engines/trino/explain.js";
import { classifyQuery, isUnsupported, type QueryError } from "../../../src/engines/trino/failure.js";
import type { QuintileError } from "../../../src/errors.js";

const explain = explainFailures(parseTrinoAddress("trino://anna@host/hive", {}));

/** What a person is told of a query. Values of the data are nowhere in the failure, nor in the error that explains it. */
async function errorOf(failed: QueryError): Promise<QuintileError> {
  const failure = classifyQuery(failed, "20261122_1");
  const error = await explain(failure);
  for (const each of [failure, error]) expect(inspect(each, { depth: 10 })).not.toMatch(/SECRET/);
  return error;
}

async function explained(errorName: string, message: string): Promise<string> {
  const error = await errorOf({ errorName, message, errorType: "USER_ERROR" });
  expect(error.cause).toMatchObject({ errorName, queryId: "20261122_1" });
  return `${error.code}: ${error.message}\n${error.hint}`;
}

describe("names of columns, tables and functions are told", () => {
  test("of expressions", async () => {
    expect(await explained("COLUMN_NOT_FOUND", "line 3:12: Column 'ammount' cannot be resolved"))
      .toMatchInlineSnapshot(`
      "BAD_EXPRESSION: Column 'ammount' cannot be resolved.
      Check the SQL of customer, date, revenue, order and where; CAST(column AS type) reads text as a number or date."
    `);
    expect(
      await explained("SYNTAX_ERROR", "line 1:1: mismatched input 'selec'. Expecting: 'ALTER', 'ANALYZE', <query>"),
    ).toMatch(/^BAD_EXPRESSION: mismatched input 'selec'\.\nCheck the SQL/);
    expect(await explained("FUNCTION_NOT_FOUND", "line 1:8: Function 'md6' not registered")).toMatch(
      /^BAD_EXPRESSION: Function 'md6' not registered\.\n/,
    );
  });

  test.each(["TYPE_MISMATCH", "OPERATOR_NOT_FOUND", "AMBIGUOUS_NAME", "EXPRESSION_NOT_AGGREGATE", "MISSING_GROUP_BY"])(
    "of expressions: %s",
    async (errorName) => {
      expect(await explained(errorName, "line 1:2: Something is wrong")).toMatch(
        /^BAD_EXPRESSION: Something is wrong\.\n/,
      );
    },
  );

  test("of tables, schemas and catalogs", async () => {
    expect(await explained("TABLE_NOT_FOUND", "line 1:15: Table 'hive.sales.ordres' does not exist"))
      .toMatchInlineSnapshot(`
      "NO_SUCH_TABLE: Table 'hive.sales.ordres' does not exist.
      Check its spelling; SHOW TABLES in Trino names those that are there."
    `);
    expect(await explained("SCHEMA_NOT_FOUND", "line 1:15: Schema 'nowhere' does not exist")).toMatchInlineSnapshot(`
      "NO_SUCH_SCHEMA: Schema 'nowhere' does not exist.
      Check the address: trino://user@host:8080/catalog/schema. SHOW CATALOGS and SHOW SCHEMAS in Trino name what is there."
    `);
    expect(await explained("CATALOG_NOT_FOUND", "line 1:15: Catalog 'nosuch' not found")).toMatch(
      /^NO_SUCH_SCHEMA: Catalog 'nosuch' not found\.\n/,
    );
    expect(await explained("MISSING_SCHEMA_NAME", "line 1:15: Schema must be specified")).toMatch(
      /^USAGE: Schema must be/,
    );
    expect(await explained("TABLE_ALREADY_EXISTS", "line 1:1: Table 'hive.s.t' already exists")).toMatchInlineSnapshot(`
      "STORE_OCCUPIED: Table 'hive.s.t' already exists.
      Rename that, or name another schema."
    `);
  });

  test("of rights and settings", async () => {
    expect(await explained("PERMISSION_DENIED", "Access Denied: Cannot select from table hive.sales.orders"))
      .toMatchInlineSnapshot(`
        "NOT_ALLOWED: Trino refused: Access Denied: Cannot select from table hive.sales.orders.
        Ask the administrator of the cluster for the right, or name a role with roles=… in the address."
      `);
    expect(await explained("INVALID_SESSION_PROPERTY", "line 1:1: Session property 'nosuch' does not exist"))
      .toMatchInlineSnapshot(`
      "USAGE: Trino does not take a setting of the session: Session property 'nosuch' does not exist.
      Check session.NAME=value and roles in the address; SHOW SESSION in Trino names the settings."
    `);
  });

  test("of catalogs without changes", async () => {
    expect(await explained("NOT_SUPPORTED", "This connector does not support creating tables")).toMatchInlineSnapshot(`
      "NOT_WRITABLE: This connector does not support creating tables.
      Publish elsewhere with store: another catalog, or a .duckdb file."
    `);
    expect(await explained("READ_ONLY_VIOLATION", "Cannot execute in a read-only transaction")).toMatch(
      /^NOT_WRITABLE: /,
    );
    expect(await explained("NOT_SUPPORTED", "Unsupported type: SECRET")).toMatchInlineSnapshot(`
      "INTERNAL: The query failed in Trino: Unsupported type (NOT_SUPPORTED).
      Look the query 20261122_1 up in Trino's web interface, which tells more."
    `);
  });
});

describe("values of the data are not", () => {
  test.each([
    ["INVALID_CAST_ARGUMENT", "Cannot cast 'SECRET' to INT"],
    ["INVALID_CAST_ARGUMENT", "Value cannot be cast to date: SECRET"],
    ["NUMERIC_VALUE_OUT_OF_RANGE", "bigint addition overflow: SECRET + 1"],
    ["INVALID_FUNCTION_ARGUMENT", 'Invalid format: "SECRET" is malformed'],
    ["INVALID_LITERAL", "line 1:8: 'SECRET' is not a valid DATE literal"],
    ["DIVISION_BY_ZERO", "Division by SECRET"],
  ])("%s: %s", async (errorName, message) => {
    expect(await explained(errorName, message)).toMatch(
      new RegExp(
        `^UNREADABLE_VALUE: A value does not fit what an expression makes of it \\(${errorName}\\)\\.\n.*TRY_CAST`,
      ),
    );
  });

  test("of broken files", async () => {
    expect(await explained("HIVE_BAD_DATA", "Error parsing SECRET in s3://x")).toMatchInlineSnapshot(`
      "UNREADABLE_VALUE: A file of a table holds what Trino cannot read (HIVE_BAD_DATA).
      Ask its owner to mend it, or leave that partition out with where."
    `);
  });

  test.each([
    ["GENERIC_INTERNAL_ERROR", "Failed to decode 'SECRET'", "Failed to decode …"],
    ["GENERIC_USER_ERROR", "For input string: SECRET", "For input string"],
    ["HIVE_CURSOR_ERROR", 'Cannot read "SECRET"\nSECRET', "Cannot read …"],
  ])("of what nobody foresaw: %s", async (errorName, message, told) => {
    expect(await explained(errorName, message)).toBe(
      `INTERNAL: The query failed in Trino: ${told} (${errorName}).\nLook the query 20261122_1 up in Trino's web interface, which tells more.`,
    );
  });
});

describe("what the cluster lacks", () => {
  test.each([
    ["EXCEEDED_GLOBAL_MEMORY_LIMIT", "OUT_OF_MEMORY"],
    ["EXCEEDED_LOCAL_MEMORY_LIMIT", "OUT_OF_MEMORY"],
    ["EXCEEDED_FUNCTION_MEMORY_LIMIT", "OUT_OF_MEMORY"],
    ["CLUSTER_OUT_OF_MEMORY", "OUT_OF_MEMORY"],
    ["EXCEEDED_TIME_LIMIT", "TIMED_OUT"],
    ["EXCEEDED_CPU_LIMIT", "TIMED_OUT"],
    ["QUERY_QUEUE_FULL", "TOO_MANY_REQUESTS"],
    ["EXCEEDED_SPILL_LIMIT", "DISK_FULL"],
    ["OUT_OF_SPILL_SPACE", "DISK_FULL"],
    ["USER_CANCELED", "CONNECTION_LOST"],
    ["ADMINISTRATIVELY_KILLED", "CONNECTION_LOST"],
    ["ADMINISTRATIVELY_PREEMPTED", "CONNECTION_LOST"],
    ["ABANDONED_QUERY", "CONNECTION_LOST"],
    ["REMOTE_TASK_ERROR", "CONNECTION_LOST"],
    ["REMOTE_HOST_GONE", "CONNECTION_LOST"],
    ["NO_NODES_AVAILABLE", "CONNECTION_LOST"],
    ["TOO_MANY_REQUESTS_FAILED", "CONNECTION_LOST"],
    ["PAGE_TRANSPORT_ERROR", "CONNECTION_LOST"],
    ["PAGE_TRANSPORT_TIMEOUT", "CONNECTION_LOST"],
    ["SERVER_SHUTTING_DOWN", "CONNECTION_LOST"],
    ["ICEBERG_COMMIT_ERROR", "STORE_BUSY"],
    ["TRANSACTION_CONFLICT", "STORE_BUSY"],
  ])("%s is %s", async (errorName, code) => {
    expect(await explained(errorName, "SECRET")).toMatch(new RegExp(`^${code}: `));
  });

  test("and what to do about it", async () => {
    expect(await explained("CLUSTER_OUT_OF_MEMORY", "SECRET")).toMatchInlineSnapshot(`
      "OUT_OF_MEMORY: The query needs more memory than the Trino cluster gives it (CLUSTER_OUT_OF_MEMORY); nothing was published.
      Run when the cluster is less busy, or ask its administrator for a higher query.max-memory and query.max-memory-per-node; session.spill_enabled=true in the address lets work spill to its disks where they are set up."
    `);
    expect(await explained("EXCEEDED_TIME_LIMIT", "SECRET")).toMatchInlineSnapshot(`
      "TIMED_OUT: A query took longer than its limit (EXCEEDED_TIME_LIMIT); nothing was published.
      Raise it with statementTimeout, or ask the administrator of the cluster for a higher query.max-run-time or query.max-execution-time."
    `);
    expect(await explained("REMOTE_HOST_GONE", "SECRET")).toMatchInlineSnapshot(`
      "CONNECTION_LOST: A worker of the Trino cluster went away while the query ran (REMOTE_HOST_GONE); nothing was published.
      Run again; what was published before is as it was."
    `);
    expect(await explained("USER_CANCELED", "SECRET")).toMatchInlineSnapshot(`
      "CONNECTION_LOST: A query was stopped in Trino (USER_CANCELED); nothing was published.
      A user or an administrator ended it, or the cluster made room for other queries: run again."
    `);
  });
});

function unsupported(errorName: string, message: string): boolean {
  return isUnsupported(classifyQuery({ errorName, message }, undefined));
}

test("a connector that does not do what is asked is known by Trino's name for that", () => {
  expect(unsupported("NOT_SUPPORTED", "This connector does not support replacing tables")).toBe(true);
  expect(unsupported("NOT_SUPPORTED", "Table comments")).toBe(true);
  expect(unsupported("READ_ONLY_VIOLATION", "Cannot execute in a read-only transaction")).toBe(false);
  expect(unsupported("PERMISSION_DENIED", "Access Denied")).toBe(false);
});

test.each([
  ["USER_CANCELED", "connection-lost"],
  ["REMOTE_HOST_GONE", "connection-lost"],
  ["INVALID_CAST_ARGUMENT", "unfit-value"],
  ["HIVE_BAD_DATA", "unreadable-value"],
  ["COLUMN_NOT_FOUND", "bad-expression"],
  ["TABLE_NOT_FOUND", "no-such-table"],
  ["QUERY_QUEUE_FULL", "too-many-requests"],
  ["ICEBERG_COMMIT_ERROR", "busy"],
  ["NOT_HEARD_OF", "internal"],
])("code that reacts to %s finds the kind %s", async (errorName, kind) => {
  expect(classifyQuery({ errorName, message: "" }, undefined).kind).toBe(kind);
  expect((await errorOf({ errorName })).kind).toBe(kind);
});

test("an answer that says nothing of its error", async () => {
  expect((await errorOf({})).message).toBe("The query failed in Trino: no reason given (UNKNOWN).");
});
