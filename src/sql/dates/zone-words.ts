/**
 * Abbreviations of time zones, with zones whose clocks they are of, the likeliest first. None is read by itself: `CST` is Chicago's
 * and Shanghai's, and a summer's word beside a winter's is one place's clock.
 */
export const ZONE_WORDS: Readonly<Record<string, readonly string[]>> = {
  PST: ["America/Los_Angeles"],
  PDT: ["America/Los_Angeles"],
  MST: ["America/Denver", "America/Phoenix"],
  MDT: ["America/Denver"],
  CST: ["America/Chicago", "Asia/Shanghai"],
  CDT: ["America/Chicago"],
  EST: ["America/New_York"],
  EDT: ["America/New_York"],
  AST: ["America/Halifax"],
  ADT: ["America/Halifax"],
  AKST: ["America/Anchorage"],
  AKDT: ["America/Anchorage"],
  HST: ["Pacific/Honolulu"],
  BRT: ["America/Sao_Paulo"],
  WET: ["Europe/Lisbon"],
  WEST: ["Europe/Lisbon"],
  BST: ["Europe/London"],
  IST: ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"],
  CET: ["Europe/Berlin", "Europe/Paris", "Europe/Amsterdam"],
  CEST: ["Europe/Berlin", "Europe/Paris", "Europe/Amsterdam"],
  MEZ: ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich"],
  MESZ: ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich"],
  EET: ["Europe/Helsinki", "Europe/Athens", "Europe/Bucharest"],
  EEST: ["Europe/Helsinki", "Europe/Athens", "Europe/Bucharest"],
  MSK: ["Europe/Moscow"],
  TRT: ["Europe/Istanbul"],
  SAST: ["Africa/Johannesburg"],
  SGT: ["Asia/Singapore"],
  HKT: ["Asia/Hong_Kong"],
  JST: ["Asia/Tokyo"],
  KST: ["Asia/Seoul"],
  AEST: ["Australia/Sydney", "Australia/Brisbane"],
  AEDT: ["Australia/Sydney"],
  NZST: ["Pacific/Auckland"],
  NZDT: ["Pacific/Auckland"],
};

/** The same and those of UTC, as alternatives of a pattern; London's winter is GMT. */
export const ZONE_ALTERNATIVES: string = [...Object.keys(ZONE_WORDS), "GMT", "UTC"]
  .toSorted((one, other) => other.length - one.length)
  .join("|");

/** English of several places, each of which has its own words. */
const LOCALES = ["en-US", "en-CA", "en-GB", "en-IE", "en-AU", "en-NZ", "en-IN", "en-ZA", "de-DE"];

/** Whether a word is what the clocks of a zone are called, in winter or in summer. */
export function isWordOfZone(word: string, zone: string): boolean {
  if (ZONE_WORDS[word]?.includes(zone) === true) return true;
  return LOCALES.some((locale) =>
    [0, 6].some((month) => {
      const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "short" });
      const parts = format.formatToParts(Date.UTC(2024, month, 15));
      return parts.some(({ type, value }) => type === "timeZoneName" && value === word);
    }),
  );
}
