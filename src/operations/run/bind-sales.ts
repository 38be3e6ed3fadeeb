import type { Engine, Source } from "../../engines/engine.js";
import { QuintileError } from "../../errors.js";
import { guessColumns, type RoleSource } from "../../analysis/guess-columns.js";
import { type Mapping, mappedColumns, type SaleKinds } from "../../analysis/sales.js";
import { identifier, join, sql } from "../../sql/fragment.js";
import type { Relation, ValueKind } from "../../sql/relation.js";
import type { RunOptions } from "./inputs.js";

/** A source whose columns have been given their parts. */
export interface BoundSales {
  readonly source: Source;
  readonly mapping: Mapping;
  readonly kinds: SaleKinds;
  /** Columns of a text file that expressions see as numbers. */
  readonly numbers: ReadonlySet<string>;
}

const SAMPLE_ROWS = 1000;

/** Finds out which columns or expressions are the customer, the date and the amount, and of what kind they are. */
export async function bindSales(engine: Engine, source: Source, options: RunOptions): Promise<BoundSales> {
  const { relation } = source;
  const roles = guessColumns(relation.columns, options, source.label);
  const mapping: Mapping = { ...roles, where: options.where };
  const plain = [roles.customer, roles.date, roles.revenue].every((role) => role.kind === "column");
  if (plain && mapping.where === undefined && roles.order?.kind !== "expression") {
    return { source, mapping, kinds: requireKinds(columnKinds(roles), mapping), numbers: new Set() };
  }
  const numbers = relation.untyped ? await numericColumns(engine, source) : new Set<string>();
  try {
    return { source, mapping, kinds: await describeKinds(engine, relation, mapping, numbers), numbers };
  } catch (error) {
    // Expressions that treat a numeric-looking column as text (LIKE, replace) are bound against text instead.
    if (numbers.size === 0 || !(error instanceof QuintileError) || error.code !== "BAD_EXPRESSION") throw error;
    const kinds = await describeKinds(engine, relation, mapping, new Set()).catch(() => {
      throw error;
    });
    return { source, mapping, kinds, numbers: new Set() };
  }
}

function columnKinds(roles: Record<"customer" | "date" | "revenue", RoleSource>): SaleKinds {
  return { customer: kindOf(roles.customer), date: kindOf(roles.date), revenue: kindOf(roles.revenue) };
}

function kindOf(role: RoleSource): ValueKind {
  return role.kind === "column" ? role.column.kind : "other";
}

async function describeKinds(
  engine: Engine,
  relation: Relation,
  mapping: Mapping,
  numbers: ReadonlySet<string>,
): Promise<SaleKinds> {
  const columns = await engine.describe(mappedColumns(relation, mapping, engine.dialect, numbers));
  const kind = (name: string): ValueKind => columns.find((column) => column.name === name)?.kind ?? "other";
  return requireKinds({ customer: kind("customer"), date: kind("sale_date"), revenue: kind("revenue") }, mapping);
}

function requireKinds(kinds: SaleKinds, mapping: Mapping): SaleKinds {
  if (!["text", "date", "timestamp", "instant"].includes(kinds.date)) {
    throw wrongKind("date", "a date, a timestamp or text", kinds.date, mapping.date);
  }
  if (!["text", "integer", "decimal", "float"].includes(kinds.revenue)) {
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

/** Columns of a text file whose first rows are all numbers. */
async function numericColumns(engine: Engine, { relation, start }: Source): Promise<Set<string>> {
  const texts = relation.columns.filter(({ kind }) => kind === "text");
  const counts = texts.flatMap(({ name }, index) => {
    const value = identifier(name);
    const number = engine.dialect.toNumber(value);
    return [
      sql`count(${value}) AS ${identifier(`values ${index}`)}`,
      sql`count(${number}) AS ${identifier(`numbers ${index}`)}`,
    ];
  });
  if (counts.length === 0) return new Set();
  const [row = {}] = await engine.query(
    sql`SELECT ${join(counts)} FROM (SELECT * FROM ${start} AS source LIMIT ${SAMPLE_ROWS}) AS sample`,
  );
  const isNumeric = (index: number): boolean =>
    Number(row[`values ${index}`]) > 0 && row[`values ${index}`] === row[`numbers ${index}`];
  return new Set(texts.filter((_, index) => isNumeric(index)).map(({ name }) => name));
}
