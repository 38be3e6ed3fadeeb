/** Currencies that the tests write. */
const CURRENCIES = ["EUR", "USD", "CHF", "kr.", "kr", "zł", "R$", "R", "TL", "€", "$", "£", "₹"];

const BLANKS = [" ", "\u00a0", "\u2007", "\u2009", "\u202f"];
const APOSTROPHES = ["'", "\u2019"];
const MINUS = ["-", "\u2212"];
const ASCII_SPACE = /^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g;

type Mark = "." | ",";

/** What the values of a column say: the decimal mark that all numbers have, or that a person has to be asked. */
export function markOf(values: readonly (string | null)[]): Mark | "either" | "ask" {
  const read = values.map((value) => ({
    point: value === null ? undefined : plainNumber(value, "."),
    comma: value === null ? undefined : plainNumber(value, ","),
  }));
  const onlyPoint = read.some(({ point, comma }) => point !== undefined && comma === undefined);
  const onlyComma = read.some(({ point, comma }) => point === undefined && comma !== undefined);
  if (onlyPoint && onlyComma) return "ask";
  if (onlyPoint) return ".";
  if (onlyComma) return ",";
  return read.some(({ point, comma }) => point !== comma) ? "ask" : "either";
}

/** A number with a sign, digits and a point, out of what people write with a decimal mark; undefined for what is none. */
export function plainNumber(text: string, mark: Mark): string | undefined {
  const trimmed = text.replaceAll(ASCII_SPACE, "");
  const programs = mark === "." ? trimmed : trimmed.includes(".") ? "" : trimmed.replaceAll(",", ".");
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(programs) && !(mark === "." && trimmed.includes(",")))
    return programs;
  return writtenByPeople(text, mark);
}

/** Takes off one thing after the other, from both ends, until only the number is left. */
function writtenByPeople(text: string, mark: Mark): string | undefined {
  let rest = withoutBlanks(text.replaceAll(ASCII_SPACE, "")).replaceAll(ASCII_SPACE, "");
  rest = withoutBlanks(rest);
  let [signs, negative, opened] = [0, false, false];
  for (let [inFront, money] = [true, false]; inFront;) {
    const first = rest[0] ?? "";
    const word = CURRENCIES.find((each) => rest.startsWith(each));
    if (first === "+" || first === "(" || MINUS.includes(first)) {
      signs += 1;
      negative ||= first !== "+";
      opened ||= first === "(";
      rest = withoutBlanks(rest.slice(1));
    } else if (word !== undefined && !money) {
      money = true;
      rest = withoutBlanks(rest.slice(word.length));
    } else inFront = false;
  }
  let [closed, dashed] = [false, false];
  for (let [behind, money] = [true, false]; behind;) {
    const last = rest.at(-1) ?? "";
    const word = CURRENCIES.find((each) => rest.endsWith(each));
    const cents = /\d([.,])[-\u2212\u2013\u2014]{1,2}$/.exec(rest);
    if (cents?.[1] === mark && !dashed) {
      dashed = true;
      rest = rest.slice(0, rest.lastIndexOf(mark));
    } else if (last === ")" && opened && !closed) {
      closed = true;
      rest = withoutBlanks(rest.slice(0, -1));
    } else if (MINUS.includes(last)) {
      signs += 1;
      negative = true;
      rest = withoutBlanks(rest.slice(0, -1));
    } else if (word !== undefined && !money) {
      money = true;
      rest = withoutBlanks(rest.slice(0, -word.length));
    } else behind = false;
  }
  const digits = ungrouped(rest, mark);
  if (digits === undefined || signs > 1 || opened !== closed || (dashed && digits.includes("."))) return undefined;
  return negative ? `-${digits}` : digits;
}

function withoutBlanks(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && BLANKS.includes(text[from] ?? "")) from += 1;
  while (to > from && BLANKS.includes(text[to - 1] ?? "")) to -= 1;
  return text.slice(from, to);
}

/** Digits with a point for the mark, where the groups are right. */
function ungrouped(number: string, mark: Mark): string | undefined {
  const [whole = "", places, ...more] = number.split(mark);
  if (more.length > 0 || (places !== undefined && !isDigits(places))) return undefined;
  const digits = whole === "" && places !== undefined ? "0" : ungroupedWhole(whole, mark);
  if (digits === undefined) return undefined;
  return places === undefined ? digits : `${digits}.${places}`;
}

function ungroupedWhole(whole: string, mark: Mark): string | undefined {
  if (isDigits(whole)) return whole;
  const other = mark === "." ? "," : ".";
  for (const group of [[other], BLANKS, APOSTROPHES]) {
    const groups: string[] = [""];
    for (const character of whole) {
      if (group.includes(character)) groups.push("");
      else groups[groups.length - 1] += character;
    }
    if (!groups.every(isDigits) || groups.length < 2 || whole.startsWith("0")) continue;
    const lengths = groups.map(({ length }) => length);
    const [first = 0, ...rest] = lengths;
    const byThree = first <= 3 && rest.every((length) => length === 3);
    const indian =
      group[0] === "," &&
      first <= 2 &&
      rest.length > 1 &&
      rest.at(-1) === 3 &&
      rest.slice(0, -1).every((length) => length === 2);
    if (byThree || indian) return groups.join("");
  }
  return undefined;
}

function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}
