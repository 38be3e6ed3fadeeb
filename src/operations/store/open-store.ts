import type { ReadKind, Store } from "../../engines/engine.js";
import { QuintileError } from "../../errors.js";
import type { storeInputs } from "../inputs/store-inputs.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";

/**
 * Opens a store, for reading unless told otherwise, does the work and closes it again; one that is kept open is only read.
 * What reads sees one published state, so an operation reads all it needs in one piece of work. Where the server cannot
 * hold a state, the work may be done several times: it must change nothing that doing it again does not put right.
 */
export async function withStore<T>(
  { store: location, schema }: ValuesOf<typeof storeInputs>,
  context: Context,
  work: (store: Store) => Promise<T>,
  mode: "read" | "amend" = "read",
  kind?: ReadKind,
): Promise<T> {
  if (context.store !== undefined && mode === "read") return context.store.read(work, kind);
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  const { signal, progress } = context;
  return withPlaces(openPlaces({ store: { at: location, mode, schema, note: progress?.note }, signal }), ({ store }) =>
    inOneState(store, () => work(store)),
  );
}

/** Does work that reads a store, so that all it reads is of one published state. */
export function inOneState<T>(store: Store, work: () => Promise<T>): Promise<T> {
  return store.inOneState === undefined ? work() : store.inOneState(work);
}

/** Raises `NO_SUCH_RUN` where nothing has been published to the store yet. */
export function requirePublished(store: Store): void {
  if (store.columns("customer_rfm").size > 0) return;
  throw new QuintileError("NO_SUCH_RUN", `${store.label} holds no scored customers yet.`, {
    hint: "Score some sales first: quintile run SOURCE.",
  });
}
