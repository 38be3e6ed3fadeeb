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

/** How the words of a language make headers: alone, or two kinds of words beside each other in either order. */
interface Makings {
  readonly alone?: keyof Language;
  readonly pair?: readonly [keyof Language, keyof Language];
}

const HEADERS: Readonly<Record<Meaning, Makings>> = {
  "customer id": { pair: ["customer", "number"] },
  email: { alone: "email", pair: ["customer", "email"] },
  "customer name": { alone: "customer", pair: ["customer", "name"] },
  "sale date": { pair: ["order", "date"] },
  date: { alone: "date" },
  "order total": { alone: "orderTotal", pair: ["order", "money"] },
  "line total": { alone: "lineTotal" },
  money: { alone: "money" },
  order: { alone: "order", pair: ["order", "number"] },
  quantity: { alone: "quantity" },
  "unit price": { alone: "unitPrice" },
  price: { alone: "price" },
  currency: { alone: "currency" },
  status: { alone: "status", pair: ["order", "status"] },
  refunded: { alone: "refunded" },
};

/** Whether a plain header means something in any language that is known. */
export function headerMeans(header: string, meaning: Meaning): boolean {
  const { alone, pair } = HEADERS[meaning];
  return LANGUAGES.some(
    (language) =>
      (alone !== undefined && plainWords(language, alone).has(header)) ||
      (pair !== undefined && isPair(header, language, pair)),
  );
}

/** Two words in either order, with or without a small word between them. */
function isPair(header: string, language: Language, [one, other]: readonly [keyof Language, keyof Language]): boolean {
  const [ones, others] = [plainWords(language, one), plainWords(language, other)];
  return isBeside(header, ones, others, language) || isBeside(header, others, ones, language);
}

function isBeside(
  header: string,
  firsts: ReadonlySet<string>,
  seconds: ReadonlySet<string>,
  language: Language,
): boolean {
  for (const first of firsts) {
    if (!header.startsWith(first)) continue;
    const rest = header.slice(first.length);
    if (seconds.has(rest)) return true;
    for (const small of plainWords(language, "of")) {
      if (rest.startsWith(small) && seconds.has(rest.slice(small.length))) return true;
    }
  }
  return false;
}

const made = new Map<readonly string[], ReadonlySet<string>>();

/** The words of one kind as plain headers. They are made once, when they are first asked for. */
function plainWords(language: Language, kind: keyof Language): ReadonlySet<string> {
  const words = language[kind];
  const plain = made.get(words) ?? new Set(words.map(plainHeader));
  made.set(words, plain);
  return plain;
}
