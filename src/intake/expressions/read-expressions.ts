import type { Mapping, RoleSource } from "../../analysis/sales/mapping.js";
import {
  AS_WRITTEN,
  type ExpressionRole,
  type NumberColumn,
  type TypedExpressions,
} from "../../analysis/sales/typed-expressions.js";
import type { Source } from "../../engines/engine.js";
import { QuintileError } from "../../errors.js";
import type { DecimalMark } from "../../sql/dialect.js";
import { findColumn, unknownColumn } from "../../sql/find-column.js";
import { type Mention, type TypedMentions, typeMentions } from "./type-mentions.js";
import { type AskedNumber, exactNumber } from "./exact-numbers.js";
import { unclearOrder } from "./unclear-order.js";
import { withNames, withPlainBlanks, writtenName } from "./written-names.js";

/** An expression with what its places say about its columns. */
interface TypedText {
  readonly role: ExpressionRole;
  readonly text: string;
  readonly typed: TypedMentions;
}

/** Amounts are added up; everything else is looked at as it is written. */
const ELSEWHERE: Readonly<Record<ExpressionRole, "number" | "text">> = {
  customer: "text",
  date: "text",
  revenue: "number",
  order: "text",
  status: "text",
  currency: "text",
  refunded: "number",
  frequency: "number",
  where: "text",
};

/**
 * Finds out what the expressions of a mapping mean over columns that carry no types: in which places a column is a number, and how many
 * places its numbers have. The places alone decide, never what other rows hold. Raises `BAD_EXPRESSION` and `UNKNOWN_COLUMN`.
 */
export async function readExpressions(
  source: Source,
  mapping: Mapping,
  decimal: DecimalMark | undefined,
): Promise<TypedExpressions> {
  const { parse, relation } = source;
  if (parse === undefined || !relation.untyped) return AS_WRITTEN;
  const all: TypedText[] = [];
  for (const [role, written] of expressionsOf(mapping)) {
    const text = withPlainBlanks(written);
    const typed = typeMentions(await parse(text), {
      elsewhere: ELSEWHERE[role],
      isUntyped: (names) => isUntyped(source, names),
    });
    requireKnown(source, text, typed);
    const [unclear] = typed.unclear;
    if (unclear !== undefined) throw unclearOrder(unclear, role, text);
    all.push({ role, text, typed });
  }
  const numbers = await numbersOf(source, all, decimal);
  const texts = all.map(({ role, text, typed }) => [role, withTypes(source, text, typed, numbers)] as const);
  return { numbers: [...numbers.values()], texts: Object.fromEntries(texts) };
}

function expressionsOf({ where, ...roles }: Mapping): [ExpressionRole, string][] {
  const entries = Object.entries(roles) as [Exclude<ExpressionRole, "where">, RoleSource | undefined][];
  const expressions = entries.flatMap(([role, part]): [ExpressionRole, string][] =>
    part?.kind === "expression" ? [[role, part.text]] : [],
  );
  return where === undefined ? expressions : [...expressions, ["where", where]];
}

/** A column of text, or a value within objects: those are text too. */
function isUntyped({ relation: { columns } }: Source, names: readonly string[]): boolean {
  const kind = findColumn(columns, names[0] as string)?.kind;
  return names.length === 1 ? kind === "text" : kind === "other";
}

/** Raises `UNKNOWN_COLUMN` for a name that is none of a column. */
function requireKnown({ relation: { columns }, label }: Source, text: string, { mentions }: TypedMentions): void {
  for (const { position, names, as } of mentions) {
    const [name] = names as [string];
    if (as !== "itself" || findColumn(columns, name) !== undefined) continue;
    const error = unknownColumn(columns, name, label);
    const { isQuoted } = writtenName(text, position, names);
    if (!isQuoted) throw error;
    throw new QuintileError(error.code, error.message, {
      hint: `Text goes in single quotes, the name of a column in double ones. ${error.hint ?? ""}`.trimEnd(),
    });
  }
}

/** The numbers that expressions ask for, by the way to their columns. */
async function numbersOf(
  source: Source,
  all: readonly TypedText[],
  decimal: DecimalMark | undefined,
): Promise<ReadonlyMap<string, NumberColumn>> {
  const asked = new Map<string, AskedNumber>();
  for (const { role, typed } of all) {
    for (const { names, as } of typed.mentions) {
      const path = pathOf(source, names);
      if (isNumber(as) && !asked.has(keyOf(path))) asked.set(keyOf(path), { path, role });
    }
  }
  const taken = new Set(source.relation.columns.map(({ name }) => name.toLowerCase()));
  const found = new Map<string, NumberColumn>();
  for (const [key, each] of asked) {
    const number = await exactNumber(source, each, decimal);
    found.set(key, { of: each.path[0], name: freeName(`${each.path.join(".")} as a number`, taken), number });
  }
  return found;
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  while (taken.has(name.toLowerCase())) name += "_";
  taken.add(name.toLowerCase());
  return name;
}

/** The SQL with the names of numbers where numbers are meant, and the columns' own names elsewhere. */
function withTypes(
  source: Source,
  text: string,
  { mentions }: TypedMentions,
  numbers: ReadonlyMap<string, NumberColumn>,
): string {
  const quote = (name: string): string => source.dialect.quoteIdentifier(name);
  const written = ({ names, as }: Mention): string => {
    const path = pathOf(source, names);
    if (!isNumber(as)) return path.map(quote).join(".");
    const number = quote(numbers.get(keyOf(path))?.name ?? "");
    return as === "number" ? number : `CAST(${number} AS ${as.toUpperCase()})`;
  };
  const isWritten = ({ names, as }: Mention): boolean =>
    !isNumber(as) && pathOf(source, names)[0].toLowerCase() === names[0]?.toLowerCase();
  const others = mentions.filter((mention) => !isWritten(mention));
  return withNames(
    text,
    others.map((mention) => ({ ...writtenName(text, mention.position, mention.names), by: written(mention) })),
  );
}

function isNumber(as: Mention["as"]): boolean {
  return as !== "text" && as !== "itself";
}

/** The way to a value: the column by the name that the engine has for it, and the fields within. */
function pathOf({ relation: { columns } }: Source, [first, ...within]: readonly string[]): AskedNumber["path"] {
  return [findColumn(columns, first as string)?.name ?? (first as string), ...within];
}

function keyOf([column, ...within]: AskedNumber["path"]): string {
  return JSON.stringify([column, ...within.map((name) => name.toLowerCase())]);
}
