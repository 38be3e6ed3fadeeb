import { inputName, QuintileError } from "../../errors.js";

/** The same day and time some months earlier, or the last day of that month where it is shorter. @param moment ISO 8601. */
export function monthsBefore(moment: string, months: number): string {
  const [year, month, day] = moment.slice(0, 10).split("-").map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return dated(Date.UTC(year, month - 1 - months, Math.min(day, lastDay)), moment);
}

/** The same time some days earlier. @param moment ISO 8601. */
export function daysBefore(moment: string, days: number): string {
  const [year, month, day] = moment.slice(0, 10).split("-").map(Number) as [number, number, number];
  return dated(Date.UTC(year, month - 1, day - days), moment);
}

/**
 * The moments of a series that ends at one, ascending; the last one is left out.
 *
 * @param every `month`, `week`, `quarter`, or a number of days. Raises `USAGE` for anything else.
 */
export function momentsBefore(last: string, every: string, periods: number): string[] {
  const back = (count: number): string => {
    if (every === "month") return monthsBefore(last, count);
    if (every === "quarter") return monthsBefore(last, 3 * count);
    if (every === "week") return daysBefore(last, 7 * count);
    if (/^[1-9]\d{0,3}$/.test(every)) return daysBefore(last, Number(every) * count);
    throw new QuintileError("USAGE", `${inputName("every")} ${every} is no period.`, {
      hint: "Write month, week, quarter, or a number of days, such as 30.",
    });
  };
  return Array.from({ length: periods }, (_, index) => back(periods - index));
}

function dated(day: number, moment: string): string {
  return `${new Date(day).toISOString().slice(0, 10)}${moment.slice(10)}`;
}
