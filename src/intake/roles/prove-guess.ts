import type { Mapping } from "../../analysis/sales/mapping.js";
import type { Source } from "../../engines/engine.js";
import { QuintileError, type Try } from "../../errors.js";
import { identifier, literal, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import { columnsThatMean, orderColumns } from "./candidates.js";
import { statusMeaning } from "./known-statuses.js";
import type { GivenSale } from "./given-sale.js";
import { findOrder } from "./find-order.js";
import { namesOf } from "./named-roles.js";
import { withRepeatingCustomer } from "./repeating-customer.js";

type Roles = Omit<Mapping, "where">;

/** More values than that are no statuses and no currencies. */
const MOST_VALUES = 50;

/** A question offers no more answers than a person reads. */
const MOST_ANSWERS = 3;

interface ValueCount {
  readonly value: string;
  readonly rows: number;
}

/**
 * Makes sure that a guess from further headers means what it says, on all rows: customers who come again, one currency, nothing that was not sold, nothing
 * paid back, and no total that repeats on the lines of its order. Adds the order id where
 * it repeats. Raises `AMBIGUOUS_COLUMN`, a question, where a careful person would ask.
 *
 * @param given what was named: a column that the condition names is no doubt any more.
 */
export async function proveGuess(
  source: Source,
  guessed: Roles,
  given: GivenSale & { readonly where?: string | undefined },
): Promise<Roles> {
  const { where } = given;
  const isOpen = ({ name }: Column): boolean => !(where ?? "").toLowerCase().includes(name.toLowerCase());
  const open = source.relation.columns.filter(isOpen);
  for (const column of columnsThatMean("currency", open)) await requireOneCurrency(source, column, where);
  const roles = await withRepeatingCustomer(source, guessed);
  const order =
    given.order === undefined ? await findOrder(source, roles, orderColumns(source.relation.columns)) : roles.order;
  const complete = { ...roles, order };
  for (const column of columnsThatMean("status", open)) await requireSold(source, column, complete, where);
  for (const column of columnsThatMean("refunded", open)) await requireNoRefunds(source, column, complete);
  return complete;
}

async function requireOneCurrency(source: Source, column: Column, where: string | undefined): Promise<void> {
  const values = (await valuesOf(source, column))?.filter(({ value }) => value.trim() !== "");
  if (values === undefined || values.length < 2) return;
  const { name } = column;
  throw new QuintileError(
    "AMBIGUOUS_COLUMN",
    `Column "${name}" of ${source.label} holds several currencies: ${listed(values)}. Amounts of different currencies cannot be added.`,
    {
      hint: "Score the sales of one currency.",
      tries: values.slice(0, MOST_ANSWERS).map(({ value }) => ({
        inputs: { where: both(where, `${quoted(name)} = ${text(value)}`) },
        means: `sales in ${value} only`,
      })),
    },
  );
}

async function requireSold(source: Source, column: Column, roles: Roles, where: string | undefined): Promise<void> {
  const values = await valuesOf(source, column);
  if (values === undefined || values.length < 2) return;
  const meanings = values.map((each) => ({ ...each, meaning: statusMeaning(each.value) }));
  if (meanings.every(({ meaning }) => meaning === "sold")) return;
  const { name } = column;
  const sold = meanings.filter(({ meaning, value }) => meaning === "sold" && value.trim() !== "");
  const certain = sold.length > 0 ? sold : meanings.filter(({ meaning }) => meaning === "unknown");
  const notUnsold = meanings.filter(({ meaning, value }) => meaning !== "not sold" && value.trim() !== "");
  const answers = [certain, notUnsold].filter((chosen) => chosen.length > 0 && chosen.length < values.length);
  throw new QuintileError(
    "AMBIGUOUS_COLUMN",
    `Column "${name}" of ${source.label} says that some rows were perhaps not sold: ${listed(values)}.`,
    {
      hint: "Say which of them count.",
      tries: [
        ...distinct(
          answers.map((chosen) => ({
            inputs: { where: both(where, `${quoted(name)} IN (${chosen.map(({ value }) => text(value)).join(", ")})`) },
            means: `only ${chosen.map(({ value }) => value).join(", ")} were sold`,
          })),
        ),
        { inputs: namesOf(roles), means: "all rows were sold" },
      ],
    },
  );
}

async function requireNoRefunds(source: Source, column: Column, roles: Roles): Promise<void> {
  const { revenue } = roles;
  if (revenue.kind !== "column" || revenue.column.name === column.name || !revenue.guessed) return;
  const value = sql`trim(CAST(${identifier(column.name)} AS VARCHAR))`;
  const [row = {}] = await source.query(
    sql`SELECT count(CASE WHEN ${source.dialect.matches(value, ".*[1-9].*")} THEN 1 END) AS refunds FROM ${source.relation.from} AS source`,
  );
  if (Number(row["refunds"]) === 0) return;
  const difference = `${quoted(revenue.column.name)} - ${quoted(column.name)}`;
  throw new QuintileError(
    "AMBIGUOUS_COLUMN",
    `Column "${column.name}" of ${source.label} says what was paid back in ${String(row["refunds"])} rows.`,
    {
      hint: "Say whether to subtract it.",
      tries: [
        { inputs: { revenue: difference }, means: `"${column.name}" is subtracted` },
        { inputs: { revenue: revenue.column.name }, means: "nothing is subtracted" },
      ],
    },
  );
}

/** The values of a column with their counts, the commonest first; undefined where there are too many to be a few words. */
async function valuesOf(source: Source, { name }: Column): Promise<readonly ValueCount[] | undefined> {
  const value = sql`CAST(${identifier(name)} AS VARCHAR)`;
  const rows = await source.query(
    sql`SELECT ${value} AS value, count(*) AS rows_of_it FROM ${source.relation.from} AS source WHERE ${identifier(name)} IS NOT NULL GROUP BY ${value} ORDER BY count(*) DESC, ${value} LIMIT ${literal(MOST_VALUES + 1)}`,
  );
  if (rows.length > MOST_VALUES) return undefined;
  return rows.map((row) => ({ value: String(row["value"]), rows: Number(row["rows_of_it"]) }));
}

function distinct(tries: readonly Try[]): Try[] {
  return tries.filter((each, index) => tries.findIndex(({ means }) => means === each.means) === index);
}

function both(one: string | undefined, other: string): string {
  return one === undefined ? other : `(${one}) AND ${other}`;
}

function listed(values: readonly ValueCount[]): string {
  return values.map(({ value, rows }) => `${value.slice(0, 40)} (${rows})`).join(", ");
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
