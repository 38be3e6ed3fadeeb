import { inputName } from "../../errors.js";
import type { Explain } from "../explained.js";
import { ANY_EXPRESSION, CHECK_ALL_EXPRESSIONS } from "../expression-hints.js";
import type { FileFailure } from "../failures.js";
import { type Sentences, withFiles } from "../files/explain-file.js";
import type { TrinoAddress } from "./client/address.js";
import { explainLostQuery, explainNoConnection, explainTooManyRequests } from "./client/explain-connection.js";
import type { QueryFailure, TrinoFailure } from "./failure.js";

/** Makes of a failure of a cluster an error for the person at the keyboard. Messages keep no values of the data. */
export function explainFailures(address: TrinoAddress): Explain<TrinoFailure> {
  return withFiles((failure) => explain(failure, address));
}

function explain(failure: Exclude<TrinoFailure, FileFailure>, address: TrinoAddress): Sentences {
  switch (failure.kind) {
    case "no-connection":
      return explainNoConnection(failure, address);
    case "connection-lost":
      return explainLostQuery(failure, address);
    case "too-many-requests":
      return explainTooManyRequests(failure, address);
    default:
      return explainQuery(failure);
  }
}

function explainQuery({ kind, name, said, queryId }: QueryFailure): Sentences {
  switch (kind) {
    case "bad-expression":
      return { code: "BAD_EXPRESSION", message: `${said}.`, hint: CHECK_ALL_EXPRESSIONS };
    case "busy":
      return {
        code: "STORE_BUSY",
        message: `Trino gave up because another session changed the same table (${name}); nothing was published.`,
        hint: "Run again.",
      };
    case "no-such-table":
      return {
        code: "NO_SUCH_TABLE",
        message: `${said}.`,
        hint: "Check its spelling; SHOW TABLES in Trino names those that are there.",
      };
    case "no-such-schema":
      return {
        code: "NO_SUCH_SCHEMA",
        message: `${said}.`,
        hint: "Check the address: trino://user@host:8080/catalog/schema. SHOW CATALOGS and SHOW SCHEMAS in Trino name what is there.",
      };
    case "unnamed-schema":
      return {
        code: "USAGE",
        message: `${said}.`,
        hint: "Name catalog and schema in the address: trino://user@host:8080/catalog/schema.",
      };
    case "no-such-setting":
      return {
        code: "USAGE",
        message: `Trino does not take a setting of the session: ${said}.`,
        hint: "Check session.NAME=value and roles in the address; SHOW SESSION in Trino names the settings.",
      };
    case "not-allowed":
      return {
        code: "NOT_ALLOWED",
        message: `Trino refused: ${said}.`,
        hint: "Ask the administrator of the cluster for the right, or name a role with roles=… in the address.",
      };
    case "occupied":
      return {
        code: "STORE_OCCUPIED",
        message: `${said}.`,
        hint: `Rename that, or name another ${inputName("schema")}.`,
      };
    case "out-of-memory":
      return {
        code: "OUT_OF_MEMORY",
        message: `The query needs more memory than the Trino cluster gives it (${name}); nothing was published.`,
        hint: "Run when the cluster is less busy, or ask its administrator for a higher query.max-memory and query.max-memory-per-node; session.spill_enabled=true in the address lets work spill to its disks where they are set up.",
      };
    case "server-disk-full":
      return {
        code: "DISK_FULL",
        message: `The query needs more disk space than the Trino workers have for it (${name}); nothing was published.`,
        hint: "Ask the administrator of the cluster for more spill space.",
      };
    case "timed-out":
      return {
        code: "TIMED_OUT",
        message: `A query took longer than its limit (${name}); nothing was published.`,
        hint: `Raise it with ${inputName("statementTimeout")}, or ask the administrator of the cluster for a higher query.max-run-time or query.max-execution-time.`,
      };
    case "unfit-value":
      return {
        code: "UNREADABLE_VALUE",
        message: `A value does not fit what an expression makes of it (${name}).`,
        hint: `Guard it in ${ANY_EXPRESSION}: TRY_CAST(column AS type) and TRY(expression) give NULL for it; rows without a value are rejected then, and counted.`,
      };
    case "unreadable-value":
      return {
        code: "UNREADABLE_VALUE",
        message: `A file of a table holds what Trino cannot read (${name}).`,
        hint: `Ask its owner to mend it, or leave that partition out with ${inputName("where")}.`,
      };
    case "read-only":
      return {
        code: "NOT_WRITABLE",
        message: `${said}.`,
        hint: `Publish elsewhere with ${inputName("store")}: another catalog, or a .duckdb file.`,
      };
    case "not-supported":
    case "internal":
      return {
        code: "INTERNAL",
        message: `The query failed in Trino: ${said || "no reason given"} (${name}).`,
        hint: `Look the query${queryId === undefined ? "" : ` ${queryId}`} up in Trino's web interface, which tells more.`,
      };
  }
}
