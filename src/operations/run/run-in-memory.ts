import { join } from "node:path";
import { openWorkspace } from "../../engines/files/workspace.js";
import type { Customer } from "../../results/customers.js";
import type { RunResult } from "../../results/run.js";
import { DEFAULT_STORE } from "../inputs/store-inputs.js";
import { type NamedSource, type SourceObject, withSource } from "../inputs/sales-source.js";
import type { OptionsOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { runOperation } from "./operation.js";
import type { runInputs } from "./inputs.js";
import { scoredRows } from "./scored-rows.js";

/** The options of a run whose source may be an object, and which may do without a store. */
export type OptionsInMemory = Omit<OptionsOf<typeof runInputs>, "source" | "store"> & {
  readonly source: SourceObject;
  readonly store?: string | null | undefined;
};

/** What a run gives to code: the account of it, and the customers. */
export type ResultInMemory = Omit<RunResult, "store" | "rows"> & {
  /** Null where there is none. */
  readonly store: string | null;
  /** The scored customers in the order of their ids, as they are read. */
  readonly rows: AsyncIterable<Customer>;
  /** How many rows the source has. */
  readonly rows_read: number;
};

/**
 * A run out of memory, into memory. Without a store the customers stand in a file of their own, which goes once they have been
 * read, or with the process.
 */
export function runInMemory(options: OptionsInMemory, context: Context): Promise<ResultInMemory> {
  return withSource(options.source, (named) => runNamed(options, named, context));
}

async function runNamed(
  options: OptionsInMemory,
  { source, bytes }: NamedSource,
  context: Context,
): Promise<ResultInMemory> {
  const inner: Context = { ...context, input: bytes };
  if (options.store !== null) {
    const { store } = options;
    const result = await runOperation.run({ ...options, source, store }, inner);
    const at = store ?? ((await isServer(source)) ? source : DEFAULT_STORE);
    const rows = { [Symbol.asyncIterator]: () => scoredRows({ store: at, schema: options.schema }, context.signal) };
    return { ...result, rows, rows_read: result.rows };
  }
  const workspace = openWorkspace(context.signal);
  const close = closeWithProcess(() => workspace.close());
  try {
    const store = join(workspace.folder, "customers.duckdb");
    const result = await runOperation.run({ ...options, source, store }, inner);
    const rows = readOnce(scoredRows({ store, schema: undefined }, context.signal), close);
    return { ...result, store: null, rows, rows_read: result.rows };
  } catch (error) {
    close();
    throw error;
  }
}

/** What is to be closed when the process ends: results that nobody has read yet. */
const unread = new Set<() => void>();

function closeUnread(): void {
  for (const close of unread) close();
}

/** Closes at the latest when the process ends, and listens once for however many. Gives back what closes sooner. */
function closeWithProcess(close: () => void): () => void {
  if (unread.size === 0) process.once("exit", closeUnread);
  unread.add(close);
  return () => {
    unread.delete(close);
    if (unread.size === 0) process.off("exit", closeUnread);
    close();
  };
}

async function isServer(location: string): Promise<boolean> {
  const { isDatabase } = await import("../../engines/location.js");
  return isDatabase(location);
}

/** Rows that can be read once; `close` is called when they have been, or when their reader stops. */
async function* readOnce(
  rows: AsyncGenerator<Customer, void, undefined>,
  close: () => void,
): AsyncGenerator<Customer, void, undefined> {
  try {
    yield* rows;
  } finally {
    close();
  }
}
