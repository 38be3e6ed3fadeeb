import { describe, expect, test } from "vitest";
import { EngineFailure } from "../../src/engines/failures.js";
import { parseAddress } from "../../src/engines/postgres/connection/address.js";
import { explainFailures } from "../../src/engines/postgres/explain.js";
import { classify, classifyCommit, type PostgresFailure } from "../../src/engines/postgres/failure.js";
import { QuintileError } from "../../src/errors.js";

const explain = explainFailures(parseAddress("postgres://me@host/sales", {}));

/** An error of the driver. */
function errorOf(code: string, message = "as the server says", more: Record<string, string> = {}): Error {
  return Object.assign(new Error(message), { code, ...more });
}

describe("an error of the server by its SQLSTATE", () => {
  test.each([
    ["57014", "canceling statement due to statement timeout", "timed-out", "TIMED_OUT"],
    ["57014", "canceling statement due to user request", "connection-lost", "CONNECTION_LOST"],
    ["57P01", "terminating connection", "connection-lost", "CONNECTION_LOST"],
    ["08006", "connection failure", "connection-lost", "CONNECTION_LOST"],
    ["55P03", "lock timeout", "busy", "STORE_BUSY"],
    ["40P01", "deadlock detected", "busy", "STORE_BUSY"],
    ["42501", "permission denied for table sales", "not-allowed", "NOT_ALLOWED"],
    ["25006", "read-only transaction", "read-only", "NOT_WRITABLE"],
    ["53100", "could not extend file", "server-disk-full", "DISK_FULL"],
    ["53200", "out of memory", "out-of-memory", "OUT_OF_MEMORY"],
    ["23503", "violates foreign key constraint", "occupied", "STORE_OCCUPIED"],
    ["54000", "index row size exceeds", "unstorable-value", "UNREADABLE_VALUE"],
    ["22P02", "invalid input syntax", "unfit-value", "BAD_EXPRESSION"],
    ["42703", "column does not exist", "bad-expression", "BAD_EXPRESSION"],
    ["XX000", "cache lookup failed", "internal", "INTERNAL"],
  ])("%s, %s: %s", async (code, message, kind, told) => {
    const failure = classify(errorOf(code, message)) as EngineFailure<PostgresFailure>;
    expect(failure.kind).toBe(kind);
    expect(await explain(failure)).toMatchObject({ code: told, kind, cause: { code } });
  });

  test("keeps what its sentence needs", () => {
    const hint = 'Perhaps you meant to reference the column "sales.amount".';
    expect(classify(errorOf("42703", "column amont does not exist", { hint }))).toMatchObject({
      failure: { about: "column", said: "column amont does not exist", suggested: "amount" },
    });
    expect(classify(errorOf("22003"))).toMatchObject({ failure: { isTooLarge: true } });
    expect(classify(errorOf("22P02"))).toMatchObject({ failure: { isTooLarge: false } });
    const detail = "view a depends on table customer_rfm\nview b depends on table customer_rfm";
    expect(classify(errorOf("2BP01", "cannot drop table", { detail }))).toMatchObject({
      failure: {
        why: "dependents",
        said: "view a depends on table customer_rfm, view b depends on table customer_rfm",
      },
    });
  });
});

test.each(["ECONNRESET", "EPIPE", "ETIMEDOUT"])("%s of the socket is a lost connection", (code) => {
  expect(classify(errorOf(code))).toMatchObject({ kind: "connection-lost", failure: { why: "network" } });
});

test("a disk of this machine that is full is a failure of files", async () => {
  const failure = classify(errorOf("ENOSPC")) as EngineFailure<PostgresFailure>;
  expect(failure.kind).toBe("disk-full");
  expect((await explain(failure)).message).toMatch(/^The disk of the folder for temporary files, .*, is full/);
});

test("a connection that is lost while all is being committed leaves open what became of it", async () => {
  const failure = classifyCommit(errorOf("57P01")) as EngineFailure<PostgresFailure>;
  expect((await explain(failure)).message).toBe(
    "The connection to the database was lost at the very end: the result is published whole, or not at all.",
  );
  expect(classifyCommit(errorOf("23505"))).toMatchObject({ kind: "occupied" });
});

test("what is classified or explained already stays as it is", () => {
  const explained = new QuintileError("CANCELLED", "Stopped.");
  const failure = new EngineFailure<PostgresFailure>({ kind: "timed-out" });
  expect(classify(explained)).toBe(explained);
  expect(classify(failure)).toBe(failure);
});
