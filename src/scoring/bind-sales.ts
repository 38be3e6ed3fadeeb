import type { Source } from "../engines/engine.js";
import { QuintileError } from "../errors.js";
import { guessColumns, type RoleSource } from "../intake/roles/guess-columns.js";
import { type Mapping, mappedColumns, type SaleKinds } from "../analysis/sales/sales.js";
import { identifier, join, sql } from "../sql/fragment.js";
import type { ValueKind } from "../sql/relation.js";
import type { RunOptions } from "../operations/run/inputs.js";

/** What a run is told of its columns. */
type MappingOptions = Pick<RunOptions, "customer" | "date" | "revenue" | "order" | "where">;

/** A source whose columns have been given their parts. */
export interface BoundSales {
  readonly source: Source;
  readonly mapping: Mapping;
  readonly kinds: SaleKinds;
  /** Columns of a text file that expressions see as numbers. */
  readonly numbers: ReadonlySet<string>;
}

/** A column of text is seen as numbers by expressions when at least this share of its values are numbers. */
const NUMERIC_SHARE = 0.9;

/** Finds out which columns or expressions are the customer, the date and the amount, and of what kind they are. */
export async function bindSales(source: Source, options: MappingOptions): Promise<BoundSales> {
  const { relation } = source;
  const roles = guessColumns(relation.columns, options, source.label);
  const mapping: Mapping = { ...roles, where: options.where };
  const plain = [roles.customer, roles.date, roles.revenue].every((role) => role.kind === "column");
  if (plain && mapping.where === undefined && roles.order?.kind !== "expression") {
    return { source, mapping, kinds: requireKinds(columnKinds(roles), mapping), numbers: new Set() };
  }
  const numbers = relation.untyped ? await numericColumns(source, mapping) : [];
  return bindExpressions(source, mapping, numbers);
}

/**
 * Expressions see columns of numbers as numbers (`Quantity * Price`), but for those that they treat as text (`Invoice NOT
 * LIKE 'C%'`): the reading with the fewest columns left as text that the engine accepts.
 */
async function bindExpressions(source: Source, mapping: Mapping, numbers: readonly string[]): Promise<BoundSales> {
  let refused: unknown;
  for (const chosen of subsets(numbers)) {
    try {
      const kinds = await describeKinds(source, mapping, new Set(chosen));
      return { source, mapping, kinds, numbers: new Set(chosen) };
    } catch (error) {
      if (!(error instanceof QuintileError) || error.code !== "BAD_EXPRESSION") throw error;
      refused ??= error;
    }
  }
  throw refused;
}

/** All subsets of some names, the largest first; beyond a few names only all of them and none. */
function subsets(names: readonly string[]): string[][] {
  if (names.length > 6) return [[...names], []];
  const all = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((__, index) => (bits & (1 << index)) !== 0),
  );
  return all.toSorted((one, other) => other.length - one.length);
}

function columnKinds(roles: Record<"customer" | "date" | "revenue", RoleSource>): SaleKinds {
  return { customer: kindOf(roles.customer), date: kindOf(roles.date), revenue: kindOf(roles.revenue) };
}

function kindOf(role: RoleSource): ValueKind {
  return role.kind === "column" ? role.column.kind : "other";
}

async function describeKinds(source: Source, mapping: Mapping, numbers: ReadonlySet<string>): Promise<SaleKinds> {
  const columns = await source.describe(mappedColumns(source.relation, mapping, source.dialect, numbers));
  const kind = (name: string): ValueKind => columns.find((column) => column.name === name)?.kind ?? "other";
  return requireKinds({ customer: kind("customer"), date: kind("sale_date"), revenue: kind("revenue") }, mapping);
}

function requireKinds(kinds: SaleKinds, mapping: Mapping): SaleKinds {
  if (!["text", "date", "timestamp", "instant"].includes(kinds.date)) {
    throw wrongKind("date", "a date, a timestamp or text", kinds.date, mapping.date);
  }
  if (!["text", "integer", "decimal", "number", "float"].includes(kinds.revenue)) {
    throw wrongKind("revenue", "a number or text", kinds.revenue, mapping.revenue);
  }
  return kinds;
}

function wrongKind(role: string, expected: string, kind: ValueKind, source: RoleSource): QuintileError {
  const name = source.kind === "column" ? `Column "${source.column.name}"` : `The expression for --${role}`;
  return new QuintileError("BAD_EXPRESSION", `${name} is of kind ${kind}; the ${role} must be ${expected}.`, {
    hint: `Name another column with --${role}, or convert it: --${role} 'CAST(column AS …)'.`,
  });
}

/** The columns of a text file that expressions mention and whose values are numbers, whatever the order of rows. */
async function numericColumns(source: Source, mapping: Mapping): Promise<string[]> {
  const roles = [mapping.customer, mapping.date, mapping.revenue, mapping.order];
  const texts = roles.flatMap((role) => (role?.kind === "expression" ? [role.text] : []));
  const written = [...texts, mapping.where ?? ""].join(" ").toLowerCase();
  const mentioned = source.relation.columns.filter(
    ({ name, kind }) => kind === "text" && written.includes(name.toLowerCase()),
  );
  if (mentioned.length === 0) return [];
  const counts = mentioned.flatMap(({ name }, index) => {
    const value = identifier(name);
    return [
      sql`count(${value}) AS ${identifier(`values ${index}`)}`,
      sql`count(${source.dialect.toNumber(value)}) AS ${identifier(`numbers ${index}`)}`,
    ];
  });
  const [row = {}] = await source.query(sql`SELECT ${join(counts)} FROM ${source.relation.from} AS source`);
  return mentioned
    .filter((_, index) => {
      const numbers = Number(row[`numbers ${index}`]);
      return numbers > 0 && numbers >= NUMERIC_SHARE * Number(row[`values ${index}`]);
    })
    .map(({ name }) => name);
}
