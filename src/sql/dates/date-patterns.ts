/** English names, in lower case. */
export const MONTH_NAMES: readonly string[] = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** What stands for UTC, or for the time ahead of it. Other zones in words mean several things. */
export const OFFSET = "Z|UTC|GMT|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?";

/**
 * An offset as programs write it behind other dates: `GMT+0100 (Central European Standard Time)`, `+01:00[Europe/Berlin]`, `UTC+2`. What
 * stands around it says nothing more. It is captured.
 */
export const WRITTEN_OFFSET = String.raw`(?:UTC|GMT)?(Z|UTC|GMT|[+-](?:0?[0-9]|1[0-4])(?::?[0-5][0-9])?)(?: [(][^()]*[)]|\[[A-Za-z0-9_/+-]*\])?`;

/** A character that stands for itself, in a pattern. */
export function escapePattern(character: string): string {
  return character.replace(/[^\p{L}\p{N} ]/u, String.raw`\$&`);
}
