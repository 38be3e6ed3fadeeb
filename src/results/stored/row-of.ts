/** The row in which some columns are kept: texts, numbers and nulls as they are, and structures as JSON. */
export type RowOf<Columns> = {
  readonly [Name in keyof Columns]: Columns[Name] extends string | number
    ? Columns[Name]
    : string | Extract<Columns[Name], null>;
};

/** The row of some columns. */
export function rowOf<Columns extends object>(columns: Columns): RowOf<Columns> {
  const kept = Object.entries(columns).map(([name, value]: [string, unknown]) => {
    return [name, typeof value === "object" && value !== null ? JSON.stringify(value) : value];
  });
  return Object.fromEntries(kept) as RowOf<Columns>;
}
