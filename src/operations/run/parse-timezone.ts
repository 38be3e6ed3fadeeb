import { inputName, QuintileError } from "../../errors.js";
import { closestName } from "../../model/closest-name.js";

/** A time zone that the user gave, by its IANA name; whatever its letters' case. Raises `USAGE`. */
export function parseTimezone(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const names = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  const known = names.find((name) => name.toLowerCase() === text.trim().toLowerCase()) ?? olderName(text.trim());
  if (known !== undefined) return known;
  const meant = closestName(text, names) ?? closestCity(text, names);
  throw new QuintileError("USAGE", `${inputName("timezone")} ${text} is no time zone that is known.`, {
    hint: `${meant === undefined ? "" : `Did you mean ${meant}? `}Zones are named by a region and a city, such as Europe/Amsterdam or America/New_York, or UTC.`,
  });
}

/** A name that zones had once, such as Europe/Kiev, or a link such as US/Pacific. Offsets and abbreviations are none. */
function olderName(text: string): string | undefined {
  if (!/^[A-Za-z]+\/[A-Za-z_+-]+(\/[A-Za-z_]+)?$/.test(text)) return undefined;
  try {
    new Date(0).toLocaleString("en", { timeZone: text });
    return text;
  } catch {
    return undefined;
  }
}

/** The zone of a city that was named alone. */
function closestCity(text: string, names: readonly string[]): string | undefined {
  const city = closestName(text.trim().replaceAll(" ", "_"), names.map(cityOf));
  return city === undefined ? undefined : names.find((name) => cityOf(name) === city);
}

function cityOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
