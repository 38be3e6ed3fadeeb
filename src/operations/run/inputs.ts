import { fiveSegment } from "../../model/five-segment.js";
import { DEFAULT_STORE } from "../inputs/store-inputs.js";
import { asSettings } from "../inputs/as-settings.js";
import type { Inputs, ReadOf } from "../inputs/input.js";

/** What `run` can be told. The names are part of the public interface. */
export const runInputs = asSettings({
  source: {
    type: "text",
    placeholder: "SOURCE",
    positional: true,
    required: true,
    holds: "address",
    description:
      "Sales: CSV, TSV, JSON lines, Parquet or a workbook (a file, a 'pattern*', .gz, .zip), a .duckdb file, a postgres:// or trino:// address, or - for standard input",
  },
  table: {
    type: "text",
    placeholder: "NAME",
    default: "fact_sales",
    description: "Table or view of sales in a database, with or without its schema",
  },
  encoding: {
    type: "text",
    placeholder: "NAME",
    description:
      "Encoding of text files, e.g. windows-1252, macintosh, utf-16le or shift_jis. Default: UTF-8, or the one that the bytes speak for",
  },
  sheet: {
    type: "text",
    placeholder: "NAME",
    description:
      "Sheet of a workbook; '*' reads all that have the same header. Default: the only one that could be sales",
  },
  customer: {
    type: "text",
    placeholder: "COLUMN",
    holds: "sql",
    description: "Customer id: a column or an SQL expression",
  },
  date: {
    type: "text",
    placeholder: "COLUMN",
    holds: "sql",
    description: "Date of the sale: a column or an SQL expression",
  },
  revenue: {
    type: "text",
    placeholder: "COLUMN",
    holds: "sql",
    description: "Amount of the sale: a column or an SQL expression",
  },
  order: {
    type: "text",
    placeholder: "COLUMN",
    holds: "sql",
    description:
      "Order id; rows of one order count as one purchase. none: every row is a purchase. Default: a known order id that repeats",
  },
  frequency: {
    type: "text",
    placeholder: "COLUMN",
    holds: "sql",
    excludes: { inputs: ["order"], because: "counts the purchases of each row" },
    description:
      "How many purchases a row stands for, where it is the sum of a customer: a column or an SQL expression",
  },
  status: {
    type: "text",
    placeholder: "COLUMN",
    description:
      "Status of the sale; rows that say that nothing was sold are left out. none: all rows count. Default: a known header",
  },
  sold: {
    type: "text",
    placeholder: "A,B",
    description: "The statuses that say that something was sold. Default: known words in nine languages",
  },
  refunded: {
    type: "text",
    placeholder: "COLUMN",
    description:
      "Amount that was paid back, which is subtracted. none: nothing is. Default: a known header, beside an amount that is guessed too",
  },
  currency: {
    type: "text",
    placeholder: "CODE",
    description: "Count only sales in this currency, e.g. EUR",
  },
  rates: {
    type: "text",
    placeholder: "EUR=1,USD=0.92",
    excludes: { inputs: ["currency"], because: "counts the sales of all its currencies" },
    description: "What one unit of each currency is worth; exactly one rate is 1, and amounts are counted in it",
  },
  amountOf: {
    type: "choice",
    choices: ["line", "order"],
    description:
      "What an amount is of that the lines of an order repeat: each line, or the order, which counts once. Default: as the header says",
  },
  where: { type: "text", placeholder: "SQL", holds: "sql", description: "Read only rows that meet this SQL condition" },
  asOf: {
    type: "text",
    object: "moment",
    placeholder: "DATE",
    description:
      "Score as of this moment (ISO 8601); later sales are left out. Default: latest row that is used + 1 day",
  },
  since: {
    type: "text",
    object: "moment",
    placeholder: "DATE",
    description: "Leave out sales before this moment (ISO 8601)",
  },
  refunds: {
    type: "choice",
    choices: ["net", "amount-only", "ignore"],
    default: "amount-only",
    description: "Negative amounts: count like any sale, reduce monetary only, or are left out",
  },
  ties: {
    type: "texts",
    object: "ties",
    placeholder: "RULE",
    default: ["share"],
    description: "share: equal values share a score; first: ranked by customer id; frequency=first for one dimension",
  },
  scoring: {
    type: "text",
    object: "scoring",
    placeholder: "NAME|FILE",
    default: "quintiles",
    holds: "path",
    description: "quintiles, general, b2b-service, saas, manufacturing, or a scoring file",
  },
  cutpoints: {
    type: "text",
    placeholder: "RUN",
    excludes: { inputs: ["scoring", "ties"], because: "brings its own scoring and shares ties" },
    description: "Score with the cutpoints of an earlier run of the store: its number, or latest",
  },
  model: {
    type: "text",
    object: "model",
    placeholder: "NAME|FILE",
    default: fiveSegment.name,
    holds: "path",
    description: "Segment model: five-segment, eleven-segment, or a model file",
  },
  store: {
    type: "text",
    placeholder: "FILE|URL",
    holds: "address",
    description: `Where customer_rfm, rfm_segments and rfm_runs are published: a .duckdb file, or a postgres:// or trino:// address. Default: ${DEFAULT_STORE}; for sales on a server, the same database or schema`,
  },
  schema: {
    type: "text",
    placeholder: "NAME",
    description:
      "PostgreSQL, Trino: the schema to publish to. Default: the one of the sales, or the first of the search path",
  },
  changesFor: {
    type: "count",
    placeholder: "DAYS",
    least: 0,
    default: 400,
    description: "For how many days rfm_changes keeps whose segment changed from run to run; 0: it keeps none",
  },
  replace: { type: "flag", description: "Take the place of a customer_rfm that has other columns" },
  to: {
    type: "texts",
    placeholder: "FILE",
    holds: "path",
    description: "Also write the scored customers to a .csv, .tsv, .xlsx, .parquet, .json or .jsonl file; repeatable",
  },
  rejects: {
    type: "text",
    placeholder: "FILE",
    holds: "path",
    description: "Write rejected rows as they came, with reason and line",
  },
  strict: { type: "flag", description: "Allow no rejected row at all (exit code 3)" },
  maxRejects: {
    type: "text",
    placeholder: "N|SHARE",
    default: "10%",
    description: "Fail when more rows than this are rejected: a number, or a share such as 5%",
  },
  dateFormat: {
    type: "text",
    placeholder: "FORMAT",
    description: "How text dates are written, e.g. '%d/%m/%Y'. Default: ISO 8601, or the one format that fits all",
  },
  timezone: {
    type: "text",
    placeholder: "ZONE",
    description:
      "Time zone whose clocks count, such as Europe/Amsterdam, where the data says at which instant a sale was (an offset, seconds since 1970, a timestamp with time zone). Default: UTC",
  },
  decimal: {
    type: "choice",
    choices: [".", ","],
    description:
      "Decimal mark of amounts in text: . reads 1,234.56, and , reads 1.234,56. Default: found, or asked where both fit",
  },
  memory: {
    type: "text",
    placeholder: "SIZE",
    description:
      "Memory limit of the engine, e.g. 2GB (PostgreSQL: work_mem of each step; Trino: query_max_memory); beyond it, work spills to disk",
  },
  threads: { type: "count", placeholder: "N", description: "Threads of the engine. Default: all cores" },
  statementTimeout: {
    type: "count",
    placeholder: "SECONDS",
    description: "PostgreSQL, Trino: longest time for one statement. Default: the server's own",
  },
  lockTimeout: {
    type: "count",
    placeholder: "SECONDS",
    default: 30,
    description:
      "How long to wait for another run on the same store; PostgreSQL: also for a table that another session has locked",
  },
} as const satisfies Inputs);

/** What a run was told; see `runInputs` for what each option means. */
export type RunValues = ReadOf<typeof runInputs>;
