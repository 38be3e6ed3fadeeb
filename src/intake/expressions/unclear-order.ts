import type { ExpressionRole } from "../../analysis/sales/typed-expressions.js";
import { inputName, QuintileError, type Try } from "../../errors.js";
import type { UnclearOrder } from "./type-mentions.js";
import { withNames, type WrittenName, writtenName } from "./written-names.js";

/** The error for columns that only their order relates: they may be meant as numbers, as dates or as text. */
export function unclearOrder({ sides }: UnclearOrder, role: ExpressionRole, text: string): QuintileError {
  const written = sides?.map(({ position, names }) => writtenName(text, position, names)) as
    [WrittenName, WrittenName] | undefined;
  const comparison = written && text.slice(written[0].start, written[1].end);
  return new QuintileError(
    "BAD_EXPRESSION",
    `The expression for ${inputName(role)} orders columns of text${comparison === undefined ? "" : `: ${comparison}`}. As text, 10 comes before 9.`,
    {
      hint: "Say what they are: a - b < 0 compares numbers, CAST(a AS DATE) < CAST(b AS DATE) dates, a || '' < b || '' text.",
      kind: "bad-expression",
      tries: written === undefined ? [] : waysOut(text, role, written),
    },
  );
}

function waysOut(text: string, role: ExpressionRole, [left, right]: [WrittenName, WrittenName]): Try[] {
  const [a, b] = [text.slice(left.start, left.end), text.slice(right.start, right.end)];
  const sign = text.slice(left.end, right.start);
  if (!/^\s*[<>]=?\s*$/.test(sign)) return [];
  const whole = { start: left.start, end: right.end, isQuoted: false };
  const written = (by: string): Try["inputs"] => ({ [role]: withNames(text, [{ ...whole, by }]) });
  return [
    { inputs: written(`${a} - ${b} ${sign.trim()} 0`), means: "they are numbers" },
    { inputs: written(`CAST(${a} AS DATE)${sign}CAST(${b} AS DATE)`), means: "they are dates, such as 2024-03-01" },
    { inputs: written(`${a} || ''${sign}${b} || ''`), means: "they are text" },
  ];
}
