import type { RoleSource } from "../../analysis/sales/mapping.js";
import type { Source } from "../../engines/engine.js";
import type { QuintileError, Try } from "../../errors.js";
import type { Column } from "../../sql/relation.js";
import { headerOf } from "../../sql/find-column.js";
import { amountsInLists } from "./amount-in-list.js";
import { columnsThatMean, wordsOf } from "./candidates.js";
import { GUESSED_ROLES } from "./guess-columns.js";
import type { Meaning } from "./known-headers.js";
import { type ContentsLook, isDate, isNumber, lookAtContents, NEARLY_ALL } from "./look-at-contents.js";
import { plainHeader } from "./plain-header.js";
import { unknownRoles } from "./role-errors.js";
import type { GuessedRole } from "./usual-headers.js";

/** A question offers no more answers than a person reads. */
const MOST_ANSWERS = 3;

/** What a header may say that leaves no room for a role, whatever the column holds. */
const SAYS_OTHERWISE: Readonly<Record<GuessedRole, readonly Meaning[]>> = {
  customer: ["order", "status", "currency", "quantity", "price", "unit price", "money", "order total", "line total"],
  date: [],
  revenue: ["order", "customer id", "status", "quantity"],
};

/** Headers of ids; `paid` is none. */
const NAMES_AN_ID = /((?<!pa|b|vo)id|code|sku|number)$/;

/**
 * The error where headers do not say what some roles are. What the first rows hold makes answers of it: one column of dates, one of
 * money, one that repeats like an id.
 *
 * @param known the roles that the headers tell.
 */
export async function askByContents(
  source: Source,
  columns: readonly Column[],
  known: { readonly [Role in GuessedRole]?: RoleSource | undefined },
): Promise<QuintileError> {
  const missing = GUESSED_ROLES.filter((role) => known[role] === undefined);
  const taken = Object.values(known).flatMap((role) => (role === undefined ? [] : [wordsOf(role)]));
  const free = columns.filter(({ name, kind }) => kind !== "other" && !taken.includes(name));
  const looks = free.length === 0 ? [] : await lookAtContents(source, free);
  const found = candidates(looks);
  const possible = (role: GuessedRole): readonly string[] => {
    const others = SAYS_OTHERWISE[role].flatMap((meaning) => columnsThatMean(meaning, free));
    const ids = role === "revenue" ? free.filter((column) => NAMES_AN_ID.test(plainHeader(headerOf(column)))) : [];
    const not = new Set([...others, ...ids].map(({ name }) => name));
    return found[role].filter((name) => !not.has(name));
  };
  const amounts = possible("revenue");
  const revenue = amounts.length > 0 ? amounts : amountsInLists(columns);
  const left = { customer: possible("customer"), date: possible("date"), revenue };
  return unknownRoles(missing, columns, source.label, answers(missing, left));
}

/** What each role may be, the likeliest first. */
function candidates(looks: readonly ContentsLook[]): Readonly<Record<GuessedRole, readonly string[]>> {
  const most = Math.max(...looks.map(({ filled }) => filled));
  const useful = looks.filter(({ filled, distinct }) => filled * 2 >= most && distinct > 1);
  const dates = useful.filter(isDate);
  const numbers = useful.filter((look) => !dates.includes(look) && isNumber(look));
  const ids = useful.filter(
    (look) => !dates.includes(look) && look.distinct < look.filled && !(isNumber(look) && look.withPlaces > 0),
  );
  return {
    customer: namesOf(
      ids.toSorted(
        (one, other) => likeIds(other) - likeIds(one) || repeats(other) - repeats(one) || other.distinct - one.distinct,
      ),
    ),
    date: namesOf(dates.toSorted((one, other) => other.filled - one.filled)),
    revenue: namesOf(
      numbers.toSorted(
        (one, other) =>
          namesNoAmount(one.column.name) - namesNoAmount(other.column.name) ||
          placesShare(other) - placesShare(one) ||
          other.distinct - one.distinct,
      ),
    ),
  };
}

/** The share of the values that have places behind a decimal mark. */
function placesShare({ withPlaces, filled }: ContentsLook): number {
  return withPlaces / filled;
}

/** 1 where the values look like ids, else 0. */
function likeIds({ likeIds: count, filled }: ContentsLook): number {
  return count >= NEARLY_ALL * filled ? 1 : 0;
}

/** 1 where a value stands in two rows on average, as customers do who come again; else 0. */
function repeats({ distinct, filled }: ContentsLook): number {
  return distinct * 2 <= filled ? 1 : 0;
}

/** Words of headers of money that is no amount of a sale: what one piece costs, a tax, a cost, a discount, a balance. */
const NO_AMOUNTS = new Set(["tax", "vat", "ust", "mwst", "tva", "iva", "btw", "kdv", "fee", "cost", "rate", "unit"]);
const PARTS_OF_NO_AMOUNTS = /pri[cx]e?|preis|precio|prezzo|prijs|fiyat|steuer|kosten|rabatt|discount|saldo|balance/;

/** 1 where a header names money that is no amount of a sale, else 0. */
function namesNoAmount(header: string): number {
  const words = header.split(/[^\p{L}]+|(?<=\p{Ll})(?=\p{Lu})/u).map((word) => word.toLowerCase());
  return words.some((word) => NO_AMOUNTS.has(word) || PARTS_OF_NO_AMOUNTS.test(word)) ? 1 : 0;
}

function namesOf(looks: readonly ContentsLook[]): readonly string[] {
  return looks.map(({ column }) => column.name);
}

/** Up to three answers: the likeliest of each role, and then with the next one of some. Empty where a role has no candidate. */
function answers(
  missing: readonly GuessedRole[],
  found: Readonly<Record<GuessedRole, readonly string[]>>,
): readonly Try[] {
  const combinations: Partial<Record<GuessedRole, string>>[] = [{}];
  for (const role of missing) {
    const others = combinations.splice(0);
    for (const name of found[role].slice(0, MOST_ANSWERS)) {
      for (const other of others)
        if (!Object.values(other).includes(name)) combinations.push({ ...other, [role]: name });
    }
  }
  const placeOf = (combination: Partial<Record<GuessedRole, string>>): number =>
    missing.reduce((sum, role) => sum + found[role].indexOf(combination[role] ?? ""), 0);
  return combinations
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .slice(0, MOST_ANSWERS)
    .map((inputs) => ({
      inputs,
      means: missing.map((role) => `${role} is ${asSaid(inputs[role] ?? "")}`).join(", "),
    }));
}

/** A column in quotes; an expression is what it says. */
function asSaid(from: string): string {
  const [, list] = /^list_sum\(list_transform\((.*?), lambda/.exec(from) ?? [];
  return list === undefined ? `"${from}"` : `what the lines in ${list} add up to`;
}
