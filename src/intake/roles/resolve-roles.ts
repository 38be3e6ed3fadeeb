import type { Mapping, RoleSource } from "../../analysis/sales/mapping.js";
import type { Source } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import { uniqueName } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import type { KnownExport } from "../exports/known-export.js";
import { wordsOf } from "./candidates.js";
import { type Choice, choose, chooseCustomer, whatHolds } from "./choose-roles.js";
import { areAlike, type ColumnFacts, columnFacts } from "./column-facts.js";
import { areUsual, GUESSED_ROLES } from "./guess-columns.js";
import type { Offer } from "./offer.js";
import { requireMoney, revenueOfPrice } from "./revenue-of-price.js";
import { ambiguousColumn } from "./role-errors.js";
import { requireSales, summaryColumns } from "./summed-customers.js";
import type { GuessedRole } from "./usual-headers.js";

/** The roles as the headers and the contents have them. */
export interface Resolved {
  readonly roles: Omit<Mapping, "where">;
  /** The columns that each role was chosen among, and what became of those that were not taken. */
  readonly choices: Choices;
}

/** What was chosen for each role that every sale has. */
export type Choices = Readonly<Record<GuessedRole, Choice>>;

/**
 * Chooses among what the headers offer. Where they offer one column for each role, no row is read. Else the first rows tell which
 * columns hold something; where they speak against the first of them, all rows decide. Raises `UNKNOWN_COLUMN` or `AMBIGUOUS_COLUMN`.
 */
export async function resolveRoles(source: Source, offer: Offer): Promise<Resolved> {
  const { columns, candidates, given } = offer;
  const facts = await factsOf(source, offer);
  requireSales(source, offer, facts);
  const choices = decide(offer, facts);
  const sources: { [Role in GuessedRole]?: RoleSource | undefined } = {};
  for (const role of GUESSED_ROLES) {
    sources[role] =
      (await onlyOne(source, role, choices[role])) ??
      (role === "revenue" ? revenueOfPrice(columns, source.label) : undefined);
  }
  const { customer, date, revenue } = sources;
  if (customer === undefined && offer.known?.lacks !== undefined) throw noCustomers(source, offer.known);
  if (customer === undefined || date === undefined || revenue === undefined) {
    const { askByContents } = await import("./guess-by-contents.js");
    throw await askByContents(source, offer.columns, sources);
  }
  const roles = { customer, date, revenue, order: candidates.order };
  if (given.revenue === undefined && offer.known === undefined && !areUsual(roles))
    requireMoney(revenue, columns, source.label);
  return { roles, choices };
}

/** The facts that the choice needs; undefined where the headers leave none. */
async function factsOf(source: Source, offer: Offer): Promise<ColumnFacts | undefined> {
  const { candidates, orders } = offer;
  const ranks = GUESSED_ROLES.map((role) => candidates.ranks[role].flat());
  const summaries = summaryColumns(offer);
  if (ranks.every((rank) => rank.length < 2) && summaries.length === 0) return undefined;
  const looked = [...ranks.flat(), ...orders.map(columnSource)].filter(isLookedAt);
  const unlike = [...new Map(looked.map((each) => [wordsOf(each), each])).values()];
  if (unlike.length === 0) return undefined;
  const look = await columnFacts(source, unlike, "first rows");
  if (look.areOfAll || !(speakAgainst(offer, look) || summaries.length > 0)) return look;
  return columnFacts(source, unlike, "all rows");
}

/** Whether facts lead to other columns than the headers alone. */
function speakAgainst(offer: Offer, facts: ColumnFacts): boolean {
  const [byHeaders, byFacts] = [decide(offer, undefined), decide(offer, facts)];
  return GUESSED_ROLES.some((role) => {
    const [one, other] = [byHeaders[role].sources, byFacts[role].sources];
    return one.length !== other.length || one.some((each, index) => each !== other[index]);
  });
}

function decide({ candidates: { ranks, order }, orders: [likeliest] }: Offer, facts: ColumnFacts | undefined): Choices {
  const orders = order ?? (likeliest && columnSource(likeliest));
  return {
    customer: chooseCustomer(ranks.customer, orders, facts),
    date: choose(ranks.date, facts),
    revenue: choose(ranks.revenue, facts),
  };
}

/** The source of a role; the first of several that say the same in every row. Raises `AMBIGUOUS_COLUMN` where they do not. */
async function onlyOne(source: Source, role: GuessedRole, { sources }: Choice): Promise<RoleSource | undefined> {
  const [first, ...others] = sources;
  if (first === undefined) return undefined;
  for (const other of others) {
    if (!(await areAlike(source, first, other)))
      throw ambiguousColumn(
        role,
        sources.map((each) => nameOf(each, sources)),
        source.label,
      );
  }
  return first;
}

function noCustomers(source: Source, { name, lacks }: KnownExport): QuintileError {
  return new QuintileError(
    "UNKNOWN_COLUMN",
    `${source.label} has no customers: its headers are those of the ${name}.`,
    {
      hint: `${lacks ?? ""} Or name a column with ${inputName("customer")}.`.trim(),
    },
  );
}

/** Why columns that the headers offer first were not taken, in sentences. */
export function notesOnChoices({ roles, choices }: Resolved): readonly string[] {
  return GUESSED_ROLES.flatMap((role) =>
    choices[role].passedOver.map(
      (each) => `Column "${wordsOf(each.source)}" ${whatHolds(each)}, so the ${role} is "${wordsOf(roles[role])}".`,
    ),
  );
}

/** Columns, and the fields of nested ones; a product of two columns is not looked at. */
function isLookedAt(source: RoleSource): boolean {
  return source.kind === "column" || /^[^*+]*$/.test(source.text);
}

/** What names a source alone among some. */
function nameOf(source: RoleSource, sources: readonly RoleSource[]): string {
  const columns = sources.flatMap((each) => (each.kind === "column" ? [each.column] : []));
  return source.kind === "column" ? uniqueName(source.column, columns) : source.text;
}

function columnSource(column: Column): RoleSource {
  return { kind: "column", column, guessed: true };
}
