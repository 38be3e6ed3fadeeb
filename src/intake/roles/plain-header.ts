/** Letters that are no letter with an accent, and have a usual spelling without one. */
const SPELLINGS: Readonly<Record<string, string>> = { ß: "ss", ı: "i", ł: "l", ø: "o", æ: "ae", œ: "oe", đ: "d" };

/** Words behind a header that say which money it is, or with which tax, and nothing of what it means. */
const CURRENCIES = new Set(
  "eur euro euros usd gbp chf pln zl tl try brl cad aud nzd sek nok dkk czk huf jpy inr mxn ars clp cop in en em".split(
    " ",
  ),
);
const GROSS = new Set(
  "ttc brutto gross inkl incl inclusive mwst ust vat iva btw kdv tax dahil incluido incluida inclusa inclusi con com".split(
    " ",
  ),
);
const NET = new Set("ht netto net exkl excl exclusive ex haric sin sem senza hors taxe taxes".split(" "));

/** Words behind the header of a date that say how it is written, or by which clock. */
const DATE_FORMS = new Set(
  "dd mm yyyy yy mmm tt jjjj jj aaaa aa gg hh ss ddmmyyyy mmddyyyy yyyymmdd utc gmt".split(" "),
);

/** A header without case, blanks, punctuation and accents: `Nº de Pedido` is `nodepedido`. */
export function plainHeader(name: string): string {
  return wordsOf(name).join("");
}

/** What a header says beside its meaning: `Total TTC` is `total`, with tax. */
export interface BareHeader {
  readonly plain: string;
  /** Whether the amount is said to hold the tax; undefined where the header does not say. */
  readonly tax: "with" | "without" | undefined;
}

/** A header without the words at its end that name a currency, the tax or how a date is written: `Betrag (EUR)`, `Total HT`, `Date (DD/MM/YYYY)`. */
export function bareHeader(name: string): BareHeader {
  const words = wordsOf(name.replaceAll(/r\$/gi, " "));
  const dropped: string[] = [];
  while (words.length > 1 && isBeside(words.at(-1) ?? "")) dropped.push(words.pop() ?? "");
  const isNet = dropped.some((word) => NET.has(word));
  const isGross = dropped.some((word) => GROSS.has(word));
  return { plain: words.join(""), tax: isNet ? "without" : isGross ? "with" : undefined };
}

/** Words that name a tax in a header of its own. */
const TAXES = new Set("tax taxes vat mwst ust steuer tva iva btw kdv imposta impuesto imposto".split(" "));

/** True for the header of a tax, such as `Tax amount`. */
export function namesTax(name: string): boolean {
  return wordsOf(name).some((word) => TAXES.has(word));
}

/** True where one header says of an amount with the tax what the other says without: `gross amount` of `net amount`. Sales before discounts are gross too, and are none. */
export function isGrossOf(gross: string, net: string): boolean {
  const [ones, others] = [wordsOf(gross), wordsOf(net)];
  const unlike = ones.flatMap((word, index) => (word === others[index] ? [] : [[word, others[index] ?? ""] as const]));
  const [[one, other] = ["", ""]] = unlike;
  const isOfSales = ones.some((word) => /^(sales?|revenue|umsatz|ventes?|ventas|vendas|vendite)$/.test(word));
  return ones.length === others.length && unlike.length === 1 && GROSS.has(one) && NET.has(other) && !isOfSales;
}

function isBeside(word: string): boolean {
  return CURRENCIES.has(word) || GROSS.has(word) || NET.has(word) || DATE_FORMS.has(word);
}

function wordsOf(name: string): string[] {
  const letters = name
    .toLowerCase()
    .replaceAll(/[ßıłøæœđ]/g, (letter) => SPELLINGS[letter] ?? letter)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "");
  return letters.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}
