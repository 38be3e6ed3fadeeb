/** The same day and time a month earlier, or the last day of that month where it is shorter. @param moment ISO 8601. */
export function monthBefore(moment: string): string {
  const [year, month, day] = moment.slice(0, 10).split("-").map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month - 1, 0));
  const earlier = new Date(Date.UTC(year, month - 2, Math.min(day, lastDay.getUTCDate())));
  return `${earlier.toISOString().slice(0, 10)}${moment.slice(10)}`;
}
