import type { Store } from "../../engines/engine.js";

const remembered = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * What a computation gave for this state of a store, computed once and by one reader where the store is kept open. What
 * failed is computed anew.
 */
export function remember<T>(store: Store, name: string, compute: () => Promise<T>): Promise<T> {
  const { version } = store;
  if (version === undefined) return compute();
  let results = remembered.get(version);
  if (results === undefined) remembered.set(version, (results = new Map()));
  const known = results.get(name) as Promise<T> | undefined;
  if (known !== undefined) return known;
  const computed = compute();
  results.set(name, computed);
  computed.catch(() => results.delete(name));
  return computed;
}
