import type { RoleSource } from "../../analysis/sales/mapping.js";
import { type Ranks, wordsOf } from "./candidates.js";
import type { ColumnFacts } from "./column-facts.js";

/** In a file with fewer rows, each customer may well have come once only. */
export const FEW_ROWS = 10;

/** A name tells that a customer came again only where this share of the ids or fewer are names of their own: people share names. */
const OF_OTHER_NAMES = 0.8;

/** An id that fewer of the rows have leaves out too many sales where an address has more. */
const MOSTLY = 0.9;
const NEARLY_ALL = 0.98;

/** What a role comes from, and why it is not the first that its headers offer. */
export interface Choice {
  /** As likely as each other; several are a doubt, none means that no column will do. */
  readonly sources: readonly RoleSource[];
  /** Columns that were passed over, because they hold nothing, one value, or an id that is new in every order. */
  readonly passedOver: readonly PassedOver[];
}

/** A column that was not taken for a role, and what it holds. */
export interface PassedOver {
  readonly source: RoleSource;
  readonly holds: "nothing" | "one value" | "a new value in every order" | "blanks in many rows";
}

/** What a column holds that was passed over, in words that follow its name. */
export function whatHolds({ holds }: PassedOver): string {
  return {
    nothing: "is empty",
    "one value": "is the same in every row",
    "a new value in every order": "is new in every order",
    "blanks in many rows": "is blank in many rows",
  }[holds];
}

/** The first rank of a role, less what holds nothing or the same in every row where another column says more. */
export function choose(ranks: Ranks, facts: ColumnFacts | undefined): Choice {
  if (facts === undefined || facts.rows < 2) return { sources: ranks[0] ?? [], passedOver: [] };
  const passedOver: PassedOver[] = [];
  for (const rank of ranks) {
    const poor = rank.flatMap((source): PassedOver[] => {
      const holds = poverty(source, facts);
      return holds === undefined ? [] : [{ source, holds }];
    });
    const rich = rank.filter((source) => poor.every((each) => each.source !== source));
    passedOver.push(...poor);
    const isOneValueBefore = passedOver.some(({ holds }) => holds === "one value") && poor.length === 0;
    // Of a product of columns nothing is known: it is no better than an amount that is the same in every row.
    if (isOneValueBefore && !rich.some((source) => facts.knows(source))) break;
    if (rich.length > 0) return { sources: rich, passedOver };
  }
  // All that there is says one thing only, as in a file with one customer or one day.
  const sources =
    ranks.map((rank) => rank.filter((source) => facts.of(source).filled > 0)).find((rank) => rank.length > 0) ?? [];
  return { sources, passedOver: passedOver.filter(({ holds }) => holds === "nothing") };
}

/**
 * The customer: of several ids, one that repeats across orders rather than one that is new in every order.
 *
 * @param order the column that tells orders apart; undefined where each row may be one.
 */
export function chooseCustomer(ranks: Ranks, order: RoleSource | undefined, facts: ColumnFacts | undefined): Choice {
  const choice = choose(ranks, facts);
  const [first] = choice.sources;
  if (facts === undefined || first === undefined || facts.rows < FEW_ROWS) return choice;
  const isNew = (source: RoleSource): boolean => isNewPerOrder(source, order, facts);
  const repeating = choice.sources.filter((source) => !isNew(source));
  const [id] = repeating;
  if (id !== undefined) {
    const email = fullerAddress(id, ranks, facts);
    if (email === undefined || isNew(email)) return { ...choice, sources: repeating };
    const blank = repeating.map((source): PassedOver => ({ source, holds: "blanks in many rows" }));
    return { sources: [email], passedOver: [...choice.passedOver, ...blank] };
  }
  const ids = facts.of(first).distinct;
  const others = ranks
    .flat()
    .filter((source) => !choice.sources.includes(source) && poverty(source, facts) === undefined);
  const next = others.find(
    (source) => !isNew(source) && facts.of(source).distinct <= (isAddress(source) ? ids - 1 : ids * OF_OTHER_NAMES),
  );
  if (next === undefined) return choice;
  const passed = choice.sources.map((source): PassedOver => ({ source, holds: "a new value in every order" }));
  return { sources: [next], passedOver: [...choice.passedOver, ...passed] };
}

/** An email that nearly every row has, beside an id that many rows lack, such as those of guests. */
function fullerAddress(id: RoleSource, ranks: Ranks, facts: ColumnFacts): RoleSource | undefined {
  if (/mail/i.test(wordsOf(id)) || facts.of(id).filled > MOSTLY * facts.rows) return undefined;
  return ranks
    .flat()
    .find(
      (source) =>
        /mail/i.test(wordsOf(source)) && facts.knows(source) && facts.of(source).filled > NEARLY_ALL * facts.rows,
    );
}

/** True where no value occurs in two orders. */
function isNewPerOrder(source: RoleSource, order: RoleSource | undefined, facts: ColumnFacts): boolean {
  const { filled, distinct } = facts.of(source);
  if (distinct === filled) return true;
  if (order === undefined) return false;
  const orders = facts.of(order);
  return orders.distinct < orders.filled && distinct >= orders.distinct;
}

function poverty(source: RoleSource, facts: ColumnFacts): "nothing" | "one value" | undefined {
  const { filled, distinct } = facts.of(source);
  if (filled === 0) return "nothing";
  return distinct === 1 && filled === facts.rows ? "one value" : undefined;
}

/** Two people rarely share an id, an address or a phone. */
function isAddress(source: RoleSource): boolean {
  return /mail|phone|telefon|mobile|id$|no$|nr$|code|num/i.test(wordsOf(source).replaceAll(/[^\p{L}]/gu, ""));
}
