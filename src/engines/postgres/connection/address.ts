import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { QuintileError } from "../../../errors.js";
import { closestName } from "../../../model/closest-name.js";
import { isSameHost } from "../../server/same-host.js";
import { systemUser } from "../../server/system-user.js";
import { readAddressText, severalHosts } from "./address-text.js";
import { PARAMETERS, type Parameter } from "./parameters.js";
import { readService } from "./service-file.js";
import { userFiles } from "./user-files.js";

export { isPostgresAddress, withoutPassword } from "./address-text.js";

const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;

/** How much encryption a connection asks for, with libpq's meaning. */
export type SslMode = (typeof SSL_MODES)[number];

/** Everything that one connection needs to know. Holds a password: show it with {@link showAddress} only. */
export interface Address {
  /** A name, an IP address (IPv6 without brackets), or the folder of a Unix socket, which starts with a slash. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Undefined where none is given: then {@link passwordFile} may have it. */
  readonly password: string | undefined;
  /** Where passwords are looked up, whether that file is there or not. */
  readonly passwordFile: string;
  readonly database: string;
  /** Default: `prefer`; with the root certificates `system`, `verify-full`. */
  readonly sslMode: SslMode;
  /** A file of certificates, or `system` for those that Node.js trusts; undefined where none is given or at its usual place. */
  readonly sslRootCert: string | undefined;
  /** The file of a client certificate, given or at its usual place. */
  readonly sslCert: string | undefined;
  readonly sslKey: string | undefined;
  /** True where the login must be bound to the encrypted channel. Default: false. */
  readonly requiresChannelBinding: boolean;
  /** Seconds; 0 is no limit. Default: 10. */
  readonly connectTimeout: number;
  /** The name that the server shows for the connection, where one is given. */
  readonly applicationName: string | undefined;
  /** Settings of the session as command-line options, such as `-c work_mem=64MB`. */
  readonly options: string | undefined;
}

/** A value and, for messages, what set it. */
interface Setting {
  readonly value: string;
  readonly from: string;
}

type Lookup = (parameter: Parameter) => Setting | undefined;

const SOCKET_FOLDER = "/var/run/postgresql";
const LONGEST_TIMEOUT = 2_000_000; // seconds; timers count milliseconds in 31 bits

/**
 * Reads an address such as `postgres://user@host:5432/database?sslmode=require`. What it leaves open comes from the service that
 * it or `PGSERVICE` names, then from `PGHOST`, `PGPORT` …, then from `POSTGRES_HOST`, `POSTGRES_PORT` … as containers
 * have them. Defaults: the local socket where there is one, else `localhost`; port 5432; the user of the operating system;
 * the database named like the user. Raises `USAGE` and, for a service file that cannot be read, `BAD_CONFIG`; never with
 * a password in it.
 */
export function parseAddress(location: string, env: NodeJS.ProcessEnv = process.env): Address {
  const lookup = settingsOf(location, env);
  const valueOf = (parameter: Parameter): string | undefined => lookup(parameter)?.value;
  const files = userFiles(env);
  const port = readPort(lookup("port"));
  const user = valueOf("user") ?? systemUser("PostgreSQL", "Name one: postgres://user@host/database, or set PGUSER.");
  const sslRootCert = valueOf("sslrootcert") ?? existing(files.rootCert);
  return {
    host: readHost(lookup("host")) ?? defaultHost(port),
    port,
    user,
    password: valueOf("password"),
    passwordFile: valueOf("passfile") ?? files.passwords,
    database: valueOf("dbname") ?? user,
    sslMode: readSslMode(lookup("sslmode"), sslRootCert),
    sslRootCert,
    sslCert: valueOf("sslcert") ?? existing(files.cert),
    sslKey: valueOf("sslkey") ?? existing(files.key),
    requiresChannelBinding: readChannelBinding(lookup("channel_binding")) === "require",
    connectTimeout: readTimeout(lookup("connect_timeout")),
    applicationName: valueOf("application_name"),
    options: valueOf("options"),
  };
}

/** An address for people: who, where and which database, and never a password. It can be read as an address again. */
export function showAddress({ user, host, port, database }: Address): string {
  const shownHost = host.includes(":") ? `[${host.replace("%", "%25")}]` : encodeURIComponent(host);
  return `postgres://${encodeURIComponent(user)}@${shownHost}:${port}/${encodeURIComponent(database)}`;
}

/** True where both lead to the same database, under any user: one host, port and name; this machine has three names. */
export function isSameDatabase(one: Address, other: Address): boolean {
  return isSamePlace(one.host, other.host) && one.port === other.port && one.database === other.database;
}

function isSamePlace(one: string, other: string): boolean {
  return one.startsWith("/") ? resolve(one) === resolve(other) : isSameHost(one, other);
}

/** Where a value is found, strongest first. An empty one counts as not given. */
function settingsOf(location: string, env: NodeJS.ProcessEnv): Lookup {
  const address = readAddressText(location);
  const inEnvironment = (parameter: Parameter): Setting | undefined => {
    const name = PARAMETERS[parameter].find((each) => isGiven(each, env[each]));
    return name === undefined ? undefined : { value: env[name] as string, from: name };
  };
  const service = address.get("service") || inEnvironment("service")?.value;
  const shared = service === undefined ? undefined : readService(service, env);
  return (parameter) => {
    const setting =
      named(address.get(parameter), `The ${parameter} in the address of the database`) ??
      named(shared?.get(parameter), `The ${parameter} of the service ${service}`) ??
      inEnvironment(parameter);
    if (setting?.value.includes("\0")) throw refusal(setting, "must not hold a NUL character");
    return setting;
  };
}

function named(value: string | undefined, from: string): Setting | undefined {
  return value === undefined || value === "" ? undefined : { value, from };
}

/** Kubernetes sets `POSTGRES_PORT` to `tcp://10.0.0.1:5432` wherever a service is named postgres: that is no port. */
function isGiven(name: string, value: string | undefined): boolean {
  return value !== undefined && value !== "" && !(name === "POSTGRES_PORT" && value.startsWith("tcp:"));
}

function readHost(setting: Setting | undefined): string | undefined {
  if (setting?.value.includes(",")) throw severalHosts();
  return setting?.value;
}

function readPort(setting: Setting | undefined): number {
  if (setting === undefined) return 5432;
  if (setting.value.includes(",")) throw severalHosts();
  const port = Number(setting.value);
  if (/^\d+$/.test(setting.value) && port >= 1 && port <= 65_535) return port;
  throw refusal(setting, "must be a whole number from 1 to 65535", "PostgreSQL's usual port is 5432.");
}

function readTimeout(setting: Setting | undefined): number {
  if (setting === undefined) return 10;
  if (/^-?\d+$/.test(setting.value)) return Math.min(Math.max(Number(setting.value), 0), LONGEST_TIMEOUT);
  throw refusal(setting, "must be a whole number of seconds", "0 waits without limit.");
}

function readSslMode(setting: Setting | undefined, rootCert: string | undefined): SslMode {
  const weakest = rootCert === "system" ? "verify-full" : "prefer";
  const mode = setting === undefined ? weakest : readWord(setting, SSL_MODES);
  if (rootCert !== "system" || mode === "verify-full") return mode;
  throw new QuintileError("USAGE", `sslrootcert=system does not go with sslmode=${mode}.`, {
    hint: "Any server can get a certificate of a public authority: use sslmode=verify-full, which looks at its name, too.",
  });
}

function readChannelBinding(setting: Setting | undefined): string {
  return setting === undefined ? "prefer" : readWord(setting, ["disable", "prefer", "require"]);
}

function readWord<Word extends string>(setting: Setting, words: readonly Word[]): Word {
  const word = words.find((each) => each === setting.value);
  if (word !== undefined) return word;
  const meant = closestName(setting.value, words);
  const choice = `must be ${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
  throw refusal(setting, choice, meant === undefined ? undefined : `Did you mean "${meant}"?`);
}

/** What was set is not repeated: a password with unescaped characters may have ended up there. */
function refusal({ from }: Setting, what: string, hint?: string): QuintileError {
  return new QuintileError("USAGE", `${from} ${what}.`, { hint });
}

function defaultHost(port: number): string {
  return existsSync(join(SOCKET_FOLDER, `.s.PGSQL.${port}`)) ? SOCKET_FOLDER : "localhost";
}

function existing(file: string): string | undefined {
  return existsSync(file) ? file : undefined;
}
