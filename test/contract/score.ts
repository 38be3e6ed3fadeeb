import type { RunValues } from "../../src/operations/run/inputs.js";
import { runOperation } from "../../src/operations/run/operation.js";
import type { SalesTable } from "../support/sales-table.js";
import { customerLine } from "../support/customer-line.js";
import type { EngineUnderTest, Located, SourceUnderTest } from "./engines.js";
import type { RunResult } from "../../src/results/run.js";

export interface Scored {
  readonly result: RunResult;
  readonly store: string;
  /** Where the sales are. */
  readonly located: Located;
  /** The published customers by id, one line each. */
  readonly customers: readonly string[];
}

/** Puts sales before an engine, scores them, every row as a purchase unless an order is named, into a fresh store, and reads back what was published. */
export async function score(
  engine: EngineUnderTest,
  path: (name: string) => string,
  table: SalesTable,
  options: Omit<RunValues, "source"> = {},
  source: SourceUnderTest = engine.sources[0] as SourceUnderTest,
): Promise<Scored> {
  const store = options.store ?? (await engine.newStore(path));
  const located = await source.put(table, path, store);
  const result = await runOperation.run({ threads: 1, order: "none", ...located, ...options, store });
  const customers = (await engine.read(store, "customer_rfm")).map(customerLine);
  return { result, store, located, customers };
}
