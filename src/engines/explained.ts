import type { QuintileError } from "../errors.js";
import { EngineFailure } from "./failures.js";

/** Puts a failure into sentences. */
export type Explain = (failure: EngineFailure) => Promise<QuintileError>;

/**
 * The same object for the rest of the house: what its methods fail with is explained on its way out, so that nobody outside an
 * engine meets a bare failure.
 */
export function explained<T extends object>(target: T, explain: Explain): T {
  return new Proxy(target, {
    get: (_, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => explainedResult(Reflect.apply(value, target, given), explain);
    },
  });
}

/** Does work whose failures are explained. */
export async function explaining<T>(explain: Explain, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof EngineFailure ? await explain(error) : error;
  }
}

function explainedResult(result: unknown, explain: Explain): unknown {
  if (result instanceof Promise) return explaining(explain, () => result);
  if (isGenerator(result)) return explainedRows(result, explain);
  return result;
}

async function* explainedRows<T>(rows: AsyncGenerator<T>, explain: Explain): AsyncGenerator<T, void, undefined> {
  try {
    yield* rows;
  } catch (error) {
    throw error instanceof EngineFailure ? await explain(error) : error;
  }
}

function isGenerator(value: unknown): value is AsyncGenerator<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
