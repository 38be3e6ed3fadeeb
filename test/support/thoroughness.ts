/** True in CI, which tries every case; `npm test` tries a part of those that are many and alike. */
export const isThorough = process.env["QUINTILE_THOROUGH"] === "1";

/** How many random cases to try a property on: all of them in CI, a fifth in `npm test`. */
export function casesOf(all: number): number {
  return isThorough ? all : Math.ceil(all / 5);
}
