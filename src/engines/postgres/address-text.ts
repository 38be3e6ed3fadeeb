import { QuintileError } from "../../errors.js";
import { isParameter, type Parameter, readParameter, type Settings } from "./parameters.js";

/**
 * After the scheme: user, password, host and port up to the first slash or `?name=`, then the database, then the
 * parameters. As libpq reads it: unlike in other URLs, `#` and a stray `?` may stand in a password, and `+` is no space.
 */
const SHAPE = /^((?:(?!\?(?:\w+=|$))[^/])*)(?:\/([^?]*))?(?:\?(.*))?$/s;
const HOST_AND_PORT = /^(\[[^\]]*\]|[^:[\]\s?#]*)(?::(\d*))?$/;

const HOW_TO_WRITE =
  "Write postgres://user@host:5432/database. In a name or password, write : / ? # @ % as %3A %2F %3F %23 %40 %25.";

/** True where a location of sales or of a store means a PostgreSQL database. */
export function isPostgresAddress(location: string): boolean {
  return /^postgres(ql)?:/i.test(location);
}

/**
 * What the text of an address says, decoded. Raises `USAGE`, and repeats nothing of the text that might be a part of a
 * password, since a password with unescaped characters looks like a host, a port or a parameter.
 */
export function readAddressText(location: string): Settings {
  const [scheme] = /^postgres(?:ql)?:\/\//i.exec(location) ?? [];
  if (scheme === undefined) throw broken("does not start with postgres://");
  const { authority, at, path = "", query = "" } = cut(location.slice(scheme.length));
  const [user = "", ...password] = authority.slice(0, Math.max(at, 0)).split(":");
  const hostAndPort = authority.slice(at + 1);
  if (hostAndPort.includes(",")) throw severalHosts();
  const place = HOST_AND_PORT.exec(hostAndPort);
  if (place === null) throw broken("has a host or port that cannot be read");
  const [, host = "", port = ""] = place;
  if (path.includes("@")) throw broken("has an @ after the first slash");
  const settings = new Map<Parameter, string>([
    ["user", decode(user)],
    ["password", decode(password.join(":"))],
    ["host", decode(host.replace(/^\[(.*)\]$/, "$1"))],
    ["port", port],
    ["dbname", decode(path)],
  ]);
  for (const pair of query.split("&").filter((each) => each !== "")) {
    const [name = "", ...value] = pair.split("=");
    if (!/^\w+$/.test(name) || value.length === 0 || (!isParameter(name) && query.includes("@"))) {
      throw broken("has parameters that cannot be read");
    }
    const parameter = readParameter(name, decode(value.join("=")));
    if (parameter !== undefined) settings.set(...parameter);
  }
  return settings;
}

/** One connection goes to one host. */
export function severalHosts(): QuintileError {
  return new QuintileError("USAGE", "The address of the database names several hosts.", {
    hint: "Name one: the primary where Quintile publishes, or a replica that it only reads.",
  });
}

/**
 * An address as the user wrote it, without its password: neither before the host nor among the parameters. Of one that
 * cannot be read, everything goes that might be a part of a password. Other locations come back as they are.
 */
export function withoutPassword(location: string): string {
  const [scheme] = /^postgres(?:ql)?:\/*/i.exec(location) ?? [];
  if (scheme === undefined) return location;
  const rest = location.slice(scheme.length);
  const { authority, at, path = "", query = "" } = cut(rest);
  const isAmbiguous = path.includes("@") || (query.includes("@") && !hasKnownNames(query));
  const end = isAmbiguous ? rest.lastIndexOf("@") : at;
  const user = rest.slice(0, Math.max(end, 0)).split(isAmbiguous ? /[:?]/ : ":")[0] as string;
  const isPasswordWithoutHost = end === -1 && !HOST_AND_PORT.test(authority) && !authority.includes(",");
  const [place = "", ...queries] = isPasswordWithoutHost
    ? [authority.split(":")[0] as string]
    : rest.slice(end + 1).split("?");
  const pairs = queries.join("?").split("&");
  const kept = pairs.filter((pair) => !isAboutPassword(pair.split("=")[0] as string));
  const parameters = kept.join("&");
  return `${scheme}${user === "" ? "" : `${user}@`}${place}${parameters === "" ? "" : `?${parameters}`}`;
}

/** The parts of an address after its scheme; `at` is where user and password end, -1 where there are none. */
function cut(rest: string): { authority: string; at: number; path: string | undefined; query: string | undefined } {
  const [, authority = "", path, query] = SHAPE.exec(rest) ?? [];
  return { authority, at: authority.lastIndexOf("@"), path, query };
}

function hasKnownNames(query: string): boolean {
  return query.split("&").every((pair) => isParameter(pair.split("=")[0] as string));
}

/** A name with a stray letter or in other spelling counts: what is not shown does no harm. */
function isAboutPassword(name: string): boolean {
  return /pass?w|pwd|%/i.test(name);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw broken("has a % that does not escape a character");
  }
}

function broken(what: string): QuintileError {
  return new QuintileError("USAGE", `The address of the database ${what}.`, { hint: HOW_TO_WRITE });
}
