import type { DateNotation, TwoNotations } from "../dialect.js";
import { type Sql, sql } from "../fragment.js";

/** A date that is written in one of two ways. */
export function readEither({ either: [first, second] }: TwoNotations, read: (notation: DateNotation) => Sql): Sql {
  return sql`coalesce(${read(first)}, ${read(second)})`;
}
