/** Numbers from 0 to 1 that look random and are always the same for a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The entries in another order. */
export function shuffled<T>(entries: readonly T[], draw: () => number): T[] {
  const keyed = entries.map((entry) => ({ entry, key: draw() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ entry }) => entry);
}
