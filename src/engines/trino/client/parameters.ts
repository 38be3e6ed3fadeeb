import { inputName, QuintileError } from "../../../errors.js";
import { closestName } from "../../../model/closest-name.js";

/** What an address can say after its question mark, as Quintile writes it. */
const NAMES = [
  "user",
  "password",
  "access_token",
  "ssl",
  "sslverification",
  "sslrootcert",
  "source",
  "client_tags",
  "roles",
  "sessionProperties",
] as const;

export type TrinoParameter = (typeof NAMES)[number];

const SESSION = "session.";

/** By its name without case and underscores, so that the JDBC driver's spelling (`SSL`, `accessToken`) is read, too. */
const BY_PLAIN_NAME: ReadonlyMap<string, TrinoParameter> = new Map([
  ...NAMES.map((name) => [plainName(name), name] as const),
  ["role", "roles"],
]);

/** What the parameters of an address say; settings of the session by their name. */
export interface TrinoParameters {
  readonly values: ReadonlyMap<TrinoParameter, string>;
  readonly sessionProperties: Readonly<Record<string, string>>;
}

/** True for the name of a parameter, in any spelling that is read. */
export function isTrinoParameter(name: string): boolean {
  return BY_PLAIN_NAME.has(plainName(name)) || plainName(name) === "timezone" || isSessionProperty(name);
}

/** Reads the parameters of an address. Raises `USAGE` for anything that would be lost without a word. */
export function readTrinoParameters(pairs: readonly (readonly [name: string, value: string])[]): TrinoParameters {
  const values = new Map<TrinoParameter, string>();
  const sessionProperties: [string, string][] = [];
  for (const [name, value] of pairs) {
    const parameter = BY_PLAIN_NAME.get(plainName(name));
    if (isSessionProperty(name)) sessionProperties.push([name.slice(SESSION.length), value]);
    else if (parameter === "sessionProperties") sessionProperties.push(...readPairs(value, parameter));
    else if (parameter !== undefined) values.set(parameter, value);
    else if (plainName(name) === "timezone") refuseOtherThanUtc(value);
    else throw unknown(name);
  }
  return { values, sessionProperties: Object.fromEntries(sessionProperties) };
}

/** Pairs as the JDBC driver has them: `catalog:role;other:role`. Raises `USAGE` for a part without a colon. */
export function readPairs(text: string, parameter: TrinoParameter): [string, string][] {
  const parts = text.split(";").filter((part) => part.trim() !== "");
  return parts.map((part) => {
    const colon = part.indexOf(":");
    if (colon > 0) return [part.slice(0, colon).trim(), part.slice(colon + 1).trim()];
    throw new QuintileError("USAGE", `The ${parameter} in the address of Trino must be pairs of a name and a value.`, {
      hint: `Write ${parameter}=name:value;other:value.`,
    });
  });
}

function isSessionProperty(name: string): boolean {
  return /^session\.[\w.]+$/.test(name);
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}

/** Dates are whole days in UTC here, whatever the sales' own time zone is called. */
function refuseOtherThanUtc(value: string): void {
  if (/^(utc|z|gmt)$/i.test(value)) return;
  throw new QuintileError("USAGE", "Quintile's sessions on Trino are in UTC: the address cannot name a timezone.", {
    hint: `Leave it out; an expression such as ${inputName("date")} "sold_at AT TIME ZONE 'Europe/Berlin'" reads moments as days elsewhere.`,
  });
}

function unknown(name: string): QuintileError {
  const names = [...NAMES, `${SESSION}NAME`];
  const meant = closestName(name, NAMES);
  return new QuintileError("USAGE", `A Trino connection has no setting "${name}" here.`, {
    hint: meant === undefined ? `Settings: ${names.join(", ")}.` : `Did you mean "${meant}"?`,
  });
}
