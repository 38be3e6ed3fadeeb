import type { BoundSales } from "../analysis/sales/bound-sales.js";
import { MAPPED_NAMES } from "../analysis/sales/mapping.js";
import type { OtherNumbers } from "../analysis/sales/sales.js";
import type { Source } from "../engines/engine.js";
import type { SaleColumn } from "../intake/notations/sale-column.js";
import { identifier, literal, type Sql, sql } from "../sql/fragment.js";

/** Money that was paid back stands in few rows: no more of them are looked at for a first idea. */
const SAMPLE_ROWS = 1000;

/** The dates or the amounts of a source, for a look at how they are written. */
export function saleColumn(bound: BoundSales<Source>, role: "date" | "revenue"): SaleColumn {
  return { ...describe(bound, role), all: bound.mapped(), start: bound.mapped(bound.source.start) };
}

/** Other numbers of a source, as amounts are looked at; undefined where it has none in text. */
export function otherNumbers(bound: BoundSales<Source>, role: OtherNumbers): SaleColumn | undefined {
  if (bound.kinds[role] !== "text") return undefined;
  const values = (mapped: Sql): Sql =>
    sql`SELECT ${identifier(MAPPED_NAMES[role])} AS revenue FROM (${mapped}) AS mapped`;
  const first = sql`${bound.mapped(bound.source.start)} LIMIT ${literal(SAMPLE_ROWS)}`;
  return { ...describe(bound, role), all: values(bound.mapped()), start: values(first) };
}

function describe(
  { source, mapping, kinds }: BoundSales<Source>,
  role: "date" | "revenue" | OtherNumbers,
): Omit<SaleColumn, "all" | "start"> {
  const part = mapping[role];
  const column = part?.kind === "column" ? part.column : undefined;
  return {
    name: column?.name ?? (part?.kind === "expression" ? part.text : role),
    label: source.label,
    condition: column && { column: column.name, where: mapping.where },
    kind: kinds[role] ?? "other",
    decimal: column?.decimal,
    database: source,
  };
}
