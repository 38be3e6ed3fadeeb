import type { Store } from "../engines/engine.js";
import { QuintileError } from "../errors.js";
import { type Context, type Input, withEngine } from "./operation.js";

/** Where results go and are read when nothing else is said. */
export const DEFAULT_STORE = "quintile.duckdb";

/** The input that every operation on a store has. */
export const storeInput = {
  type: "text",
  placeholder: "FILE",
  default: DEFAULT_STORE,
  description: "The store to read",
} as const satisfies Input;

/** Opens a store for reading, does the work and closes it again. */
export async function withStore<T>(
  location: string | undefined,
  context: Context,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const { openEngine } = await import("../engines/open-engine.js");
  const engine = await openEngine({ signal: context.signal });
  return withEngine(engine, async () => work(await engine.store(location ?? DEFAULT_STORE, { mode: "read" })));
}

/** Raises `NO_SUCH_RUN` where nothing has been published to the store yet. */
export async function requirePublished(store: Store): Promise<void> {
  if (await store.has("customer_rfm")) return;
  throw new QuintileError("NO_SUCH_RUN", `${store.label} holds no scored customers yet.`, {
    hint: "Score some sales first: quintile run SOURCE.",
  });
}
