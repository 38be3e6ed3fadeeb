import { QuintileError } from "../../../errors.js";
import { closestName } from "../../../model/closest-name.js";

/** What a connection can be told, by libpq's names; each with the environment variables that tell it, strongest first. */
export const PARAMETERS = {
  host: ["PGHOST", "POSTGRES_HOST"],
  port: ["PGPORT", "POSTGRES_PORT"],
  user: ["PGUSER", "POSTGRES_USER"],
  password: ["PGPASSWORD", "POSTGRES_PASSWORD"],
  dbname: ["PGDATABASE", "POSTGRES_DB"],
  sslmode: ["PGSSLMODE"],
  sslrootcert: ["PGSSLROOTCERT"],
  sslcert: ["PGSSLCERT"],
  sslkey: ["PGSSLKEY"],
  channel_binding: ["PGCHANNELBINDING"],
  connect_timeout: ["PGCONNECT_TIMEOUT"],
  application_name: ["PGAPPNAME"],
  options: ["PGOPTIONS"],
  passfile: ["PGPASSFILE"],
  service: ["PGSERVICE"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Parameter = keyof typeof PARAMETERS;

/** What an address or a service says, by parameter. */
export type Settings = ReadonlyMap<Parameter, string>;

/** Parameters of libpq that change nothing here, as long as their value is one of these. */
const WITHOUT_EFFECT: Readonly<Record<string, RegExp>> = {
  client_encoding: /^(auto|utf-?8)$/i,
  fallback_application_name: /^/,
  gssencmode: /^(disable|prefer)$/,
  keepalives: /^/,
  keepalives_count: /^/,
  keepalives_idle: /^/,
  keepalives_interval: /^/,
  krbsrvname: /^/,
  load_balance_hosts: /^/,
  sslcompression: /^/,
  sslnegotiation: /^postgres$/,
  sslsni: /^1$/,
  target_session_attrs: /^any$/,
  tcp_user_timeout: /^/,
};

/**
 * Reads one `name=value` of an address or service: what it sets, or undefined where it changes nothing. `ssl=true` is
 * `sslmode=require`, as in libpq. Raises `USAGE` for anything that would be lost without a word.
 */
export function readParameter(name: string, value: string): readonly [Parameter, string] | undefined {
  if (isParameter(name)) return [name, value];
  if (name === "ssl" && value === "true") return ["sslmode", "require"];
  if (Object.hasOwn(WITHOUT_EFFECT, name)) {
    if (WITHOUT_EFFECT[name]?.test(value)) return undefined;
    throw new QuintileError("USAGE", `Quintile cannot do what "${name}" asks of a PostgreSQL connection.`, {
      hint: "Leave it out, if the connection may do without.",
    });
  }
  const names = Object.keys(PARAMETERS);
  const meant = closestName(name, names);
  throw new QuintileError("USAGE", `A PostgreSQL connection has no setting "${name}" here.`, {
    hint: meant === undefined ? `Settings: ${names.join(", ")}.` : `Did you mean "${meant}"?`,
  });
}

export function isParameter(name: string): name is Parameter {
  return Object.hasOwn(PARAMETERS, name);
}
