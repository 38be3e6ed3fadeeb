/** A plain value within an object that stands under a key, or within the objects of that one. */
export interface NestedValue {
  /** The keys that lead to it, with the one of the column. */
  readonly path: readonly string[];
  /** What it is called as a column: the keys with points between. */
  readonly name: string;
  /** What the engine takes the values for. */
  readonly type: unknown;
}

/** A record that a service puts around the fields of every row says nothing of them. */
const RECORDS: ReadonlySet<string> = new Set([
  "attributes",
  "fields",
  "node",
  "properties",
  "_source",
  "record",
  "values",
]);

/** More values than these are no columns. */
const MOST_VALUES = 1000;

/**
 * The plain values within the objects of some keys, to be columns of their own. What stands in lists is none. The fields of a record that
 * surrounds the whole row are called as they are, where nothing else is called so.
 *
 * @param structures what the values under each key have in them; undefined for plain ones.
 */
export function nestedValues(
  structures: readonly { readonly key: string; readonly structure: unknown }[],
): readonly NestedValue[] {
  const found = structures.flatMap(({ key, structure }) => valuesIn(structure, [key], key));
  if (found.length > MOST_VALUES) return [];
  const isRecord = ({ path: [key = ""] }: NestedValue): boolean => structures.length === 1 || RECORDS.has(key);
  const short = (value: NestedValue): string =>
    isRecord(value) ? value.name.slice((value.path[0] as string).length + 1) : value.name;
  const times = new Map<string, number>();
  for (const name of [...structures.map(({ key }) => key), ...found.map(short)])
    times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1);
  const isAlone = (name: string): boolean => name !== "" && times.get(name.toLowerCase()) === 1;
  const named = found.map((value) => (isAlone(short(value)) ? { ...value, name: short(value) } : value));
  const isKey = new Set(structures.map(({ key }) => key.toLowerCase()));
  const taken = new Set<string>();
  return named.filter(({ name, path }) => {
    const lower = name.toLowerCase();
    if (taken.has(lower) || (isKey.has(lower) && name !== path[0])) return false;
    taken.add(lower);
    return true;
  });
}

function valuesIn(structure: unknown, path: readonly string[], name: string): readonly NestedValue[] {
  if (Array.isArray(structure)) return [];
  if (typeof structure !== "object" || structure === null) {
    return path.length === 1 ? [] : [{ path, name, type: structure }];
  }
  const entries = Object.entries(structure);
  const lower = entries.map(([key]) => key.toLowerCase());
  if (new Set(lower).size < lower.length) return [];
  return entries.flatMap(([key, inner]) => {
    // `{"$date": …}` is how databases of documents write one value.
    const isType = entries.length === 1 && key.startsWith("$");
    return valuesIn(inner, [...path, key], isType ? name : `${name}.${key}`);
  });
}
