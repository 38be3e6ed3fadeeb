import type { Language } from "./languages/language.js";
import { LANGUAGES } from "./languages/languages.js";
import { plainHeader } from "./plain-header.js";

/** What a header can say of its column. */
export type Meaning =
  | "customer id"
  | "email"
  | "customer name"
  | "sale date"
  | "date"
  | "order total"
  | "line total"
  | "money"
  | "order"
  | "quantity"
  | "unit price"
  | "price"
  | "currency"
  | "status"
  | "refunded";

/** Plain headers by what they mean, in all languages. */
export type KnownHeaders = Readonly<Record<Meaning, ReadonlySet<string>>>;

let made: KnownHeaders | undefined;

/** The headers that the words of all languages make. They are made once, and only where the usual headers do not say enough. */
export function knownHeaders(): KnownHeaders {
  return (made ??= {
    "customer id": union((words) => compounds(words.customer, words.number, words.of)),
    email: union((words) => [...words.email, ...compounds(words.customer, words.email, words.of)]),
    "customer name": union((words) => [...words.customer, ...compounds(words.customer, words.name, words.of)]),
    "sale date": union((words) => compounds(words.order, words.date, words.of)),
    date: union((words) => words.date),
    "order total": union((words) => [...words.orderTotal, ...compounds(words.order, words.money, words.of)]),
    "line total": union((words) => words.lineTotal),
    money: union((words) => words.money),
    order: union((words) => [...words.order, ...compounds(words.order, words.number, words.of)]),
    quantity: union((words) => words.quantity),
    "unit price": union((words) => words.unitPrice),
    price: union((words) => words.price),
    currency: union((words) => words.currency),
    status: union((words) => [...words.status, ...compounds(words.order, words.status, words.of)]),
    refunded: union((words) => words.refunded),
  });
}

function union(wordsOf: (language: Language) => readonly string[]): ReadonlySet<string> {
  return new Set(LANGUAGES.flatMap((language) => wordsOf(language).map(plainHeader)));
}

/** Two words in both orders, with or without a small word between them. */
function compounds(ones: readonly string[], others: readonly string[], between: readonly string[]): string[] {
  return ones.flatMap((one) =>
    others.flatMap((other) =>
      ["", ...between].flatMap((small) => [`${one} ${small} ${other}`, `${other} ${small} ${one}`]),
    ),
  );
}
