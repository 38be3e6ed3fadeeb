import { type QuintileError, tooManyFiles } from "../errors.js";
import { EngineFailure, type Failure } from "./failures.js";

/** Puts a failure into sentences. An engine raises no failures but those that it knows. */
export type Explain<Known extends Failure> = (failure: EngineFailure<Known>) => Promise<QuintileError> | QuintileError;

/** The same object for the world outside the engine: what its methods fail with is explained on its way out. */
export function explained<T extends object, Known extends Failure>(target: T, explain: Explain<Known>): T {
  return new Proxy(target, {
    get: (_, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => explainedResult(Reflect.apply(value, target, given), explain);
    },
  });
}

/** Does work whose failures are explained. */
export async function explaining<T, Known extends Failure>(
  explain: Explain<Known>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw await reasonOf(error, explain);
  }
}

/** What to raise for an error: a module that an engine needs may be the file that the system does not open. */
async function reasonOf<Known extends Failure>(error: unknown, explain: Explain<Known>): Promise<unknown> {
  return error instanceof EngineFailure ? explain(error) : (tooManyFiles(error) ?? error);
}

function explainedResult<Known extends Failure>(result: unknown, explain: Explain<Known>): unknown {
  if (result instanceof Promise) return explaining(explain, () => result);
  if (isGenerator(result)) return explainedRows(result, explain);
  return result;
}

async function* explainedRows<Known extends Failure, T>(
  rows: AsyncGenerator<T>,
  explain: Explain<Known>,
): AsyncGenerator<T, void, undefined> {
  try {
    yield* rows;
  } catch (error) {
    throw await reasonOf(error, explain);
  }
}

function isGenerator(value: unknown): value is AsyncGenerator<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
