/** A currency, and how people write it beside an amount. */
interface Currency {
  /** Its code of ISO 4217. */
  readonly code: string;
  /** What else stands for it, in the letters that are written; signs need no blank beside them. */
  readonly spellings: readonly string[];
}

/** Currencies that are known beside an amount. A spelling that several share stands for whichever of them is meant. */
export const CURRENCIES: readonly Currency[] = [
  { code: "EUR", spellings: ["€", "Euro", "euro", "Eur", "eur", "euros"] },
  { code: "USD", spellings: ["$", "US$", "usd"] },
  { code: "GBP", spellings: ["£", "￡", "gbp"] },
  { code: "CHF", spellings: ["Fr.", "Fr", "fr.", "SFr.", "sFr.", "SFr", "chf"] },
  { code: "JPY", spellings: ["¥", "￥", "円"] },
  { code: "CNY", spellings: ["¥", "￥", "元", "RMB"] },
  { code: "INR", spellings: ["₹", "Rs.", "Rs", "Re."] },
  { code: "PKR", spellings: ["₨", "Rs.", "Rs"] },
  { code: "BRL", spellings: ["R$"] },
  { code: "TRY", spellings: ["₺", "TL", "tl"] },
  { code: "PLN", spellings: ["zł", "zl", "ZŁ"] },
  { code: "SEK", spellings: ["kr", "kr.", "Kr", "Kr."] },
  { code: "NOK", spellings: ["kr", "kr.", "Kr", "Kr."] },
  { code: "DKK", spellings: ["kr", "kr.", "Kr", "Kr."] },
  { code: "ISK", spellings: ["kr", "kr.", "Kr", "Kr."] },
  { code: "CZK", spellings: ["Kč", "Kc"] },
  { code: "HUF", spellings: ["Ft", "ft"] },
  { code: "RON", spellings: ["lei", "Lei"] },
  { code: "BGN", spellings: ["лв", "лв."] },
  { code: "RUB", spellings: ["₽", "руб", "руб.", "р."] },
  { code: "UAH", spellings: ["₴", "грн", "грн."] },
  { code: "RSD", spellings: ["din", "din."] },
  { code: "ILS", spellings: ["₪"] },
  { code: "KRW", spellings: ["₩", "￦", "원"] },
  { code: "VND", spellings: ["₫", "đ"] },
  { code: "THB", spellings: ["฿"] },
  { code: "IDR", spellings: ["Rp", "Rp."] },
  { code: "MYR", spellings: ["RM"] },
  { code: "PHP", spellings: ["₱", "Php"] },
  { code: "BDT", spellings: ["৳", "Tk", "Tk."] },
  { code: "KZT", spellings: ["₸"] },
  { code: "GEL", spellings: ["₾"] },
  { code: "NGN", spellings: ["₦"] },
  { code: "GHS", spellings: ["₵", "GH₵"] },
  { code: "KES", spellings: ["KSh", "KSh.", "Ksh"] },
  { code: "ZAR", spellings: ["R"] },
  { code: "CRC", spellings: ["₡"] },
  { code: "PYG", spellings: ["₲"] },
  { code: "PEN", spellings: ["S/", "S/."] },
  { code: "AED", spellings: ["Dhs", "Dh"] },
  { code: "SAR", spellings: ["SR"] },
  { code: "MAD", spellings: ["DH"] },
  { code: "CAD", spellings: ["$", "C$", "CA$"] },
  { code: "AUD", spellings: ["$", "A$", "AU$"] },
  { code: "NZD", spellings: ["$", "NZ$"] },
  { code: "SGD", spellings: ["$", "S$"] },
  { code: "HKD", spellings: ["$", "HK$"] },
  { code: "TWD", spellings: ["$", "NT$"] },
  { code: "MXN", spellings: ["$", "MX$", "Mex$"] },
  { code: "ARS", spellings: ["$", "AR$"] },
  { code: "CLP", spellings: ["$", "CLP$"] },
  { code: "COP", spellings: ["$", "COL$"] },
  { code: "UYU", spellings: ["$", "$U"] },
  { code: "EGP", spellings: ["£", "LE"] },
  { code: "QAR", spellings: [] },
  { code: "KWD", spellings: [] },
  { code: "BHD", spellings: [] },
  { code: "OMR", spellings: [] },
  { code: "JOD", spellings: [] },
  { code: "TND", spellings: [] },
  { code: "LKR", spellings: ["Rs.", "Rs"] },
  { code: "NPR", spellings: ["Rs.", "Rs"] },
  { code: "BOB", spellings: ["Bs", "Bs."] },
  { code: "VES", spellings: ["Bs", "Bs."] },
  { code: "GTQ", spellings: [] },
  { code: "DOP", spellings: ["$", "RD$"] },
];

/** Every spelling and code with the currencies that it may stand for. */
const MEANINGS: ReadonlyMap<string, ReadonlySet<string>> = meanings();

/** All spellings and codes, long ones before those that they begin with. */
export const CURRENCY_WORDS: readonly string[] = [...MEANINGS.keys()].toSorted(
  (one, other) => other.length - one.length || (one < other ? -1 : 1),
);

/** The words in what stands beside an amount, with and without their points. Undefined where something else stands there. */
export function wordsIn(beside: string): readonly string[] | undefined {
  const words: string[] = [];
  for (let rest = beside.trim(); rest !== "";) {
    const word = CURRENCY_WORDS.find((each) => rest.startsWith(bare(each)));
    if (word === undefined) return undefined;
    words.push(...CURRENCY_WORDS.filter((each) => bare(each) === bare(word)));
    rest = rest.slice(bare(word).length).trim();
  }
  return words;
}

/** The currencies that all of some words may mean, by their codes; empty where the words contradict each other. */
export function currenciesOf(words: readonly string[]): ReadonlySet<string> {
  const common = words.reduce<ReadonlySet<string> | undefined>(
    (codes, word) => both(codes, MEANINGS.get(word) ?? new Set()),
    undefined,
  );
  return common ?? new Set();
}

/** True for a word that is a currency's, with or without its point. */
export function isCurrencyWord(word: string): boolean {
  return MEANINGS.has(word) || MEANINGS.has(`${word}.`);
}

/** The currencies that two words may both mean; undefined is any. */
export function both(one: ReadonlySet<string> | undefined, other: ReadonlySet<string>): ReadonlySet<string> {
  return one === undefined ? other : new Set([...one].filter((code) => other.has(code)));
}

function bare(word: string): string {
  return word.replaceAll(".", "");
}

function meanings(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { code, spellings } of CURRENCIES) {
    for (const word of [code, ...spellings]) found.set(word, (found.get(word) ?? new Set()).add(code));
  }
  return found;
}
