import type { Mapping, RoleSource } from "../../analysis/sales/mapping.js";
import { AS_WRITTEN, type ExpressionRole, type TypedExpressions } from "../../analysis/sales/typed-expressions.js";
import type { Source } from "../../engines/engine.js";
import { QuintileError } from "../../errors.js";
import type { DecimalMark } from "../../sql/dialect.js";
import { findColumn, unknownColumn } from "../../sql/find-column.js";
import { type Mention, type TypedMentions, typeMentions } from "./type-mentions.js";
import type { AskedNumber } from "./exact-numbers.js";
import { Numbers } from "./numbers.js";
import { unclearOrder } from "./unclear-order.js";
import { withNames, withPlainBlanks, type WrittenName, writtenName } from "./written-names.js";

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
  const numbers = new Numbers(source, decimal);
  const texts: Partial<Record<ExpressionRole, string>> = {};
  for (const each of all) texts[each.role] = await withTypes(source, each, numbers);
  return { numbers: numbers.columns, texts };
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

/** The SQL with the names of numbers where numbers are meant, and the columns' own names elsewhere. */
async function withTypes(source: Source, { role, text, typed }: TypedText, numbers: Numbers): Promise<string> {
  const { mentions, commonPlaces } = typed;
  const asNumbers = mentions.filter(({ as }) => isNumber(as));
  const own: number[] = [];
  for (const { names } of asNumbers) own.push(await numbers.placesOf({ path: pathOf(source, names), role }));
  const places = commonPlaces === undefined ? undefined : Math.max(commonPlaces, ...own);
  const quote = (name: string): string => source.dialect.quoteIdentifier(name);
  const written = async ({ names, as }: Mention): Promise<string> => {
    const path = pathOf(source, names);
    if (!isNumber(as)) return path.map(quote).join(".");
    const number = quote(await numbers.nameOf({ path, role }, places));
    return as === "number" ? number : `CAST(${number} AS ${as.toUpperCase()})`;
  };
  const replaced: (WrittenName & { readonly by: string })[] = [];
  for (const mention of mentions) {
    const isWritten = pathOf(source, mention.names)[0].toLowerCase() === mention.names[0]?.toLowerCase();
    if (isWritten && !isNumber(mention.as)) continue;
    replaced.push({ ...writtenName(text, mention.position, mention.names), by: await written(mention) });
  }
  return withNames(text, replaced);
}

function isNumber(as: Mention["as"]): boolean {
  return as !== "text" && as !== "itself";
}

/** The way to a value: the column by the name that the engine has for it, and the fields within. */
function pathOf({ relation: { columns } }: Source, [first, ...within]: readonly string[]): AskedNumber["path"] {
  return [findColumn(columns, first as string)?.name ?? (first as string), ...within];
}
