import { QuintileError } from "../../errors.js";

/** How the addresses of one kind of server are written. */
export interface AddressForm {
  /** What an address starts with, such as `/^postgres:/`, without slashes. */
  readonly scheme: RegExp;
  /** The same for messages: `postgres://`. */
  readonly shownScheme: string;
  /** For hints: an example and how to escape. */
  readonly howToWrite: string;
  /** The hint for an address with several hosts. */
  readonly oneHost: string;
  /** The names that parameters have. */
  readonly parameterName: RegExp;
  /** True for a parameter that these addresses know. */
  readonly isParameter: (name: string) => boolean;
  /** True for a parameter that is, or looks like, a password or a token: it is shown nowhere. */
  readonly isSecret: (name: string) => boolean;
}

/** What the text of an address says, decoded; empty where it says nothing. */
export interface AddressParts {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly port: string;
  /** What follows the first slash, not decoded: it may have slashes of its own. */
  readonly path: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/**
 * After the scheme: user, password, host and port up to the first slash or `?name=`, then the path, then the
 * parameters. As libpq reads it: unlike in other URLs, `#` and a stray `?` may stand in a password, and `+` is no space.
 */
const SHAPE = /^((?:(?!\?(?:\w+=|$))[^/])*)(?:\/([^?]*))?(?:\?(.*))?$/s;
const HOST_AND_PORT = /^(\[[^\]]*\]|[^:[\]\s?#]*)(?::(\d*))?$/;

/**
 * What the text of an address says. Raises `USAGE`, and repeats nothing of the text that might be a part of a password,
 * since a password with unescaped characters looks like a host, a port or a parameter.
 */
export function readAddressParts(location: string, form: AddressForm): AddressParts {
  const rest = afterScheme(location, form);
  const { authority, at, path = "", query = "" } = cut(rest);
  const [user = "", ...password] = authority.slice(0, Math.max(at, 0)).split(":");
  const hostAndPort = authority.slice(at + 1);
  if (hostAndPort.includes(",")) throw severalHosts(form);
  const place = HOST_AND_PORT.exec(hostAndPort);
  if (place === null) throw brokenAddress("has a host or port that cannot be read", form);
  const [, host = "", port = ""] = place;
  if (path.includes("@")) throw brokenAddress("has an @ after the first slash", form);
  return {
    user: decodeAddressPart(user, form),
    password: decodeAddressPart(password.join(":"), form),
    host: decodeAddressPart(host.replace(/^\[(.*)\]$/, "$1"), form),
    port,
    path,
    parameters: readQuery(query, form),
  };
}

/** Raises `USAGE` for a percent sign that escapes nothing. */
export function decodeAddressPart(text: string, form: AddressForm): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw brokenAddress("has a % that does not escape a character", form);
  }
}

/** One connection goes to one host. */
export function severalHosts({ oneHost }: AddressForm): QuintileError {
  return new QuintileError("USAGE", "The address of the database names several hosts.", { hint: oneHost });
}

/** The address cannot be read; `what` repeats nothing of it. */
export function brokenAddress(what: string, { howToWrite }: AddressForm): QuintileError {
  return new QuintileError("USAGE", `The address of the database ${what}.`, { hint: howToWrite });
}

/**
 * An address as the user wrote it, without its secrets: neither before the host nor among the parameters. Of one that
 * cannot be read, everything goes that might be a part of a password. Other locations come back as they are.
 */
export function withoutSecrets(location: string, form: AddressForm): string {
  const [scheme] = new RegExp(`${form.scheme.source}\\/*`, "i").exec(location) ?? [];
  if (scheme === undefined) return location;
  const rest = location.slice(scheme.length);
  const { authority, at, path = "", query = "" } = cut(rest);
  const isAmbiguous = path.includes("@") || (query.includes("@") && !hasKnownNames(query, form));
  if (isAmbiguous && query.split("&").some((pair) => form.isSecret(pair.split("=")[0] as string))) {
    return `${scheme}${authority.split(":")[0]}`; // an @ in a secret among the parameters looks like the end of a password
  }
  const end = isAmbiguous ? rest.lastIndexOf("@") : at;
  const user = rest.slice(0, Math.max(end, 0)).split(isAmbiguous ? /[:?]/ : ":")[0] as string;
  const isPasswordWithoutHost = end === -1 && !HOST_AND_PORT.test(authority) && !authority.includes(",");
  const [place = "", ...queries] = isPasswordWithoutHost
    ? [authority.split(":")[0] as string]
    : rest.slice(end + 1).split("?");
  const pairs = queries.join("?").split("&");
  const kept = pairs.filter((pair) => !form.isSecret(pair.split("=")[0] as string));
  const parameters = kept.join("&");
  return `${scheme}${user === "" ? "" : `${user}@`}${place}${parameters === "" ? "" : `?${parameters}`}`;
}

function afterScheme(location: string, form: AddressForm): string {
  const [scheme] = new RegExp(`${form.scheme.source}\\/\\/`, "i").exec(location) ?? [];
  if (scheme === undefined) throw brokenAddress(`does not start with ${form.shownScheme}`, form);
  return location.slice(scheme.length);
}

function readQuery(query: string, form: AddressForm): (readonly [string, string])[] {
  const pairs = query.split("&").filter((each) => each !== "");
  return pairs.map((pair) => {
    const [name = "", ...value] = pair.split("=");
    if (!form.parameterName.test(name) || value.length === 0 || (!form.isParameter(name) && query.includes("@"))) {
      throw brokenAddress("has parameters that cannot be read", form);
    }
    return [name, decodeAddressPart(value.join("="), form)];
  });
}

/** The parts of an address after its scheme; `at` is where user and password end, -1 where there are none. */
function cut(rest: string): { authority: string; at: number; path: string | undefined; query: string | undefined } {
  const [, authority = "", path, query] = SHAPE.exec(rest) ?? [];
  return { authority, at: authority.lastIndexOf("@"), path, query };
}

function hasKnownNames(query: string, { isParameter }: AddressForm): boolean {
  return query.split("&").every((pair) => isParameter(pair.split("=")[0] as string));
}
