import { QuintileError } from "../../../errors.js";
import { closestName } from "../../../model/closest-name.js";
import { isSameHost } from "../../server/same-host.js";
import { systemUser } from "../../server/system-user.js";
import { readTrinoAddressText, type TrinoAddressText } from "./address-text.js";
import { readPairs } from "./parameters.js";

export { isTrinoAddress, withoutTrinoPassword } from "./address-text.js";

const VERIFICATIONS = ["full", "ca", "none"] as const;

/** What is checked of the coordinator's certificate: authority and name, authority alone, or nothing. */
export type TrinoVerification = (typeof VERIFICATIONS)[number];

/** How the connection is encrypted. */
export interface TrinoTls {
  readonly enabled: boolean;
  readonly verification: TrinoVerification;
  /** The file of the only authorities that are trusted; undefined for those that Node.js trusts. */
  readonly rootCert: string | undefined;
}

/** Everything that a client needs to know. Holds secrets: show it with {@link showTrinoAddress} only. */
export interface TrinoAddress {
  /** A name or an IP address (IPv6 without brackets). Default: `localhost`. */
  readonly host: string;
  /** Default: 8080, with TLS 443. */
  readonly port: number;
  /** Undefined where an access token says who it is. */
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly accessToken: string | undefined;
  readonly catalog: string;
  readonly schema: string | undefined;
  readonly tls: TrinoTls;
  /** What Trino shows as the source of the statements. Default: `quintile`. */
  readonly source: string;
  readonly clientTags: readonly string[];
  /** Roles by catalog; `system` is the cluster's own. `ALL` and `NONE` have their meaning. */
  readonly roles: Readonly<Record<string, string>>;
  readonly sessionProperties: Readonly<Record<string, string>>;
}

interface Secrets {
  readonly password: string | undefined;
  readonly accessToken: string | undefined;
}

const TLS_PORTS = [443, 8443];
const HOW_TO_WRITE = "Write trino://user@host:8080/catalog/schema; SHOW CATALOGS in Trino names the catalogs.";

/**
 * Reads an address such as `trino://user@host:8080/catalog/schema?ssl=true`. The user comes from it, from `TRINO_USER` or
 * the operating system; a password or access token from it, else from `TRINO_PASSWORD` or `TRINO_ACCESS_TOKEN`. TLS is
 * on where `ssl` says so, and by default at the ports 443 and 8443 and with anything that only TLS gives a meaning.
 * Raises `USAGE`, never with a secret in it.
 */
export function parseTrinoAddress(location: string, env: NodeJS.ProcessEnv = process.env): TrinoAddress {
  const text = readTrinoAddressText(location);
  const secrets = readSecrets(text, env);
  const port = readPort(text.port);
  const tls = readTls(text, secrets, port);
  if (text.catalog === undefined) {
    throw new QuintileError("USAGE", "The address of Trino names no catalog.", { hint: HOW_TO_WRITE });
  }
  const address: TrinoAddress = {
    host: text.host ?? "localhost",
    port: port ?? (tls.enabled ? 443 : 8080),
    user: text.user ?? (env["TRINO_USER"] || defaultUser(secrets)),
    ...secrets,
    // Trino knows no other case; what it is asked for is compared with what it lists.
    catalog: text.catalog.toLowerCase(),
    schema: text.schema?.toLowerCase(),
    tls,
    source: text.values.get("source") || "quintile",
    clientTags: listOf(text.values.get("client_tags") ?? ""),
    roles: readRoles(text.values.get("roles") ?? ""),
    sessionProperties: text.sessionProperties,
  };
  refuseUnsendable(address);
  return address;
}

/** An address for people: who, where and which schema, and never a secret. It can be read as an address again. */
export function showTrinoAddress({ user, host, port, catalog, schema, tls }: TrinoAddress): string {
  const shownUser = user === undefined ? "" : `${encodeURIComponent(user)}@`;
  const shownHost = host.includes(":") ? `[${host.replace("%", "%25")}]` : encodeURIComponent(host);
  const names = [catalog, ...(schema === undefined ? [] : [schema])].map(encodeURIComponent).join("/");
  const ssl = tls.enabled === TLS_PORTS.includes(port) ? "" : `?ssl=${tls.enabled}`;
  return `trino://${shownUser}${shownHost}:${port}/${names}${ssl}`;
}

/** True where both lead to the same coordinator, under any user and to any schema. */
export function isSameTrino(one: TrinoAddress, other: TrinoAddress): boolean {
  return isSameHost(one.host, other.host) && one.port === other.port;
}

/** True where one session does for both: the same coordinator, user, roles and settings. */
export function isSameSession(one: TrinoAddress, other: TrinoAddress): boolean {
  const session = ({ user, roles, sessionProperties }: TrinoAddress): string =>
    JSON.stringify([user, sorted(roles), sorted(sessionProperties)]);
  return isSameTrino(one, other) && session(one) === session(other);
}

function sorted(settings: Readonly<Record<string, string>>): (readonly [string, string])[] {
  return Object.entries(settings).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** What the address says wins over the environment, where one kind of secret may be left over from other work. */
function readSecrets({ password, values }: TrinoAddressText, env: NodeJS.ProcessEnv): Secrets {
  const written = { password, accessToken: values.get("access_token") || undefined };
  const isWritten = written.password !== undefined || written.accessToken !== undefined;
  const secrets = isWritten
    ? written
    : { password: env["TRINO_PASSWORD"] || undefined, accessToken: env["TRINO_ACCESS_TOKEN"] || undefined };
  if (secrets.password !== undefined && secrets.accessToken !== undefined) {
    throw new QuintileError("USAGE", "The connection to Trino has both a password and an access token.", {
      hint: isWritten ? "Leave one out of the address." : "Unset TRINO_PASSWORD or TRINO_ACCESS_TOKEN.",
    });
  }
  if (secrets.accessToken !== undefined && !/^[\x21-\x7e]+$/.test(secrets.accessToken)) {
    throw new QuintileError("USAGE", "The access token for Trino has blanks or other characters that no token has.", {
      hint: "Look for a line break at its end.",
    });
  }
  return secrets;
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw refusal(
    "port",
    "must be a whole number from 1 to 65535",
    "Trino's usual port is 8080, and 443 or 8443 with TLS.",
  );
}

function readTls({ values }: TrinoAddressText, secrets: Secrets, port: number | undefined): TrinoTls {
  const verification = values.get("sslverification");
  const rootCert = values.get("sslrootcert") || undefined;
  const hasSecret = secrets.password !== undefined || secrets.accessToken !== undefined;
  const needsTls = hasSecret || verification !== undefined || rootCert !== undefined;
  const enabled = readSwitch(values.get("ssl")) ?? (needsTls || (port !== undefined && TLS_PORTS.includes(port)));
  if (!enabled && hasSecret) {
    throw new QuintileError("USAGE", "A password or access token for Trino goes over an encrypted connection only.", {
      hint: "Write ssl=true and the coordinator's port for TLS; a cluster without TLS asks for neither.",
    });
  }
  if (!enabled && needsTls) {
    throw new QuintileError("USAGE", "sslverification and sslrootcert do not go with ssl=false.", {
      hint: "Leave them out, or write ssl=true.",
    });
  }
  return { enabled, verification: readVerification(verification), rootCert };
}

function readSwitch(text: string | undefined): boolean | undefined {
  if (text === undefined || text === "") return undefined;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  throw refusal("ssl", "must be true or false");
}

function readVerification(text: string | undefined): TrinoVerification {
  const word = (text ?? "full").toLowerCase();
  const known = VERIFICATIONS.find((each) => each === word);
  if (known !== undefined) return known;
  const meant = closestName(word, VERIFICATIONS);
  throw refusal(
    "sslverification",
    "must be full, ca or none",
    meant === undefined ? undefined : `Did you mean "${meant}"?`,
  );
}

/** A role without a catalog is one of the cluster. */
function readRoles(text: string): Record<string, string> {
  return Object.fromEntries(readPairs(text === "" || text.includes(":") ? text : `system:${text}`, "roles"));
}

function listOf(text: string): string[] {
  const parts = text.split(",").map((part) => part.trim());
  return parts.filter((part) => part !== "");
}

function defaultUser({ accessToken }: Secrets): string | undefined {
  if (accessToken !== undefined) return undefined;
  return systemUser("Trino", "Name one: trino://user@host/catalog/schema, or set TRINO_USER.");
}

/** All of these travel as headers, where Trino reads nothing but ASCII. */
function refuseUnsendable({ host, user = "", catalog, schema = "", source, clientTags, ...rest }: TrinoAddress): void {
  const texts: readonly (readonly [string, string])[] = [
    ["host", host],
    ["user", user],
    ["catalog", catalog],
    ["schema", schema],
    ["source", source],
    ["client_tags", clientTags.join("")],
    ["roles", Object.keys(rest.roles).join("")],
  ];
  const wrong = texts.find(([, text]) => !/^[\x20-\x7e]*$/.test(text));
  if (wrong !== undefined) throw refusal(wrong[0], "must be letters, digits and signs of ASCII");
  if (Object.keys(rest.roles).some((name) => /[=,]/.test(name))) throw refusal("roles", "must name catalogs");
  if (Object.keys(rest.sessionProperties).some((name) => !/^[\w.]+$/.test(name))) {
    throw refusal("sessionProperties", "must be names and values", "Write session.NAME=value.");
  }
}

/** What was written is not repeated: a password with unescaped characters may have ended up there. */
function refusal(what: string, rule: string, hint?: string): QuintileError {
  return new QuintileError("USAGE", `The ${what} in the address of Trino ${rule}.`, { hint });
}
