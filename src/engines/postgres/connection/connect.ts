import type { Duplex } from "node:stream";
import type { Client, ClientConfig } from "pg";
import { cancelled, throwIfCancelled } from "../../../errors.js";
import type { Address } from "./address.js";
import { classifyConnection, noConnection } from "./connection-failure.js";
import { passwordFromFile } from "./password-file.js";
import { type Encryption, encryptionsOf, isHandshakeFailure, isWithoutTls } from "./tls.js";

export interface ConnectOptions {
  /** What the server shows for the connection, unless the address says. Default: `quintile`. */
  readonly applicationName?: string | undefined;
  /** Ends a connection that is still coming about; later, it does nothing. */
  readonly signal?: AbortSignal | undefined;
}

const KEEP_ALIVE_AFTER = 60_000; // milliseconds; routers forget silent connections after a few minutes
const NOT_LET_IN = "28000";
const BOUND = "SCRAM-SHA-256-PLUS"; // the login that is bound to the encrypted channel

/** Whether the login can be bound to the encrypted channel, and is. */
interface Binding {
  isOffered: boolean;
  isDone: boolean;
}

const losses = new WeakMap<Client, Error>();

/**
 * Connects, with a password from the address or else from its password file, encrypted as its `sslmode` says. Raises
 * the failure `no-connection`, `CANCELLED`, and `USAGE`, `NO_SUCH_FILE` or `BAD_FILE` for certificates. A connection that is lost
 * later makes its next query fail; {@link connectionLoss} says why.
 */
export async function connect(address: Address, options: ConnectOptions = {}): Promise<Client> {
  const [encryption, alternative] = encryptionsOf(address);
  try {
    return await open(address, encryption, options);
  } catch (error) {
    if (alternative === undefined || !isHelpedByOther(error, encryption)) throw classifyConnection(error, address);
    return await openAfter(error, address, alternative, options);
  }
}

/** Why a connection ended by itself; undefined while it stands, and where it was closed by us. */
export function connectionLoss(client: Client): Error | undefined {
  return losses.get(client);
}

/** The second try; where that only says that there is no encryption, the first failure tells more. */
async function openAfter(
  failure: unknown,
  address: Address,
  encryption: Encryption,
  options: ConnectOptions,
): Promise<Client> {
  try {
    return await open(address, encryption, options);
  } catch (error) {
    throw classifyConnection(isWithoutTls(error) || isHandshakeFailure(error) ? failure : error, address);
  }
}

/** True where the server may want the connection with encryption if it was without, or without if it was with. */
function isHelpedByOther(error: unknown, encryption: Encryption): boolean {
  if ((error as { code?: unknown }).code === NOT_LET_IN) return true;
  return encryption !== false && (isWithoutTls(error) || isHandshakeFailure(error));
}

async function open(
  address: Address,
  encryption: Encryption,
  { applicationName = "quintile", signal }: ConnectOptions,
): Promise<Client> {
  const { Client: PgClient } = await import("pg");
  throwIfCancelled(signal);
  const binding = { isOffered: false, isDone: false };
  const client = new PgClient({
    ...configOf(address, encryption),
    application_name: address.applicationName ?? applicationName,
    password: () => passwordOf(address, binding),
  });
  const { connection } = client;
  client.on("error", (error) => {
    if (!losses.has(client)) losses.set(client, error);
  });
  watchBinding(client, binding);
  connection.on("sslconnect", () => guard(connection.stream));
  const cancel = (): void => void connection.stream.destroy(cancelled(signal));
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    const connected = client.connect();
    if (encryption === false) guard(connection.stream);
    await connected;
    if (address.requiresChannelBinding && !binding.isDone) throw noConnection("not-bound");
    return client;
  } catch (error) {
    connection.stream.destroy();
    throw error;
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}

/** Asked for when the server wants one; no server that would not bind the login gets to see it. */
function passwordOf(address: Address, { isOffered }: Binding): string {
  if (address.requiresChannelBinding && !isOffered) throw noConnection("not-bound");
  const password = address.password ?? passwordFromFile(address);
  if (password === undefined) throw noConnection("no-password");
  return password;
}

/** Notes what the server offers, before it is answered, and what the login was, before the driver forgets. */
function watchBinding(client: Client, binding: Binding): void {
  client.connection.on("authenticationSASL", ({ mechanisms }: { mechanisms: readonly string[] }) => {
    binding.isOffered = mechanisms.includes(BOUND);
  });
  client.connection.on("authenticationSASLFinal", () => {
    const { saslSession } = client as { saslSession?: { mechanism: string } };
    binding.isDone = saslSession?.mechanism === BOUND;
  });
}

/** Everything is said, so that the driver looks nothing up in the environment by rules of its own. */
function configOf(address: Address, encryption: Encryption): ClientConfig {
  const { host, port, user, database, options, connectTimeout, requiresChannelBinding } = address;
  return {
    host,
    port,
    user,
    database,
    options,
    ssl: encryption,
    sslnegotiation: "postgres",
    enableChannelBinding: requiresChannelBinding && encryption !== false,
    connectionTimeoutMillis: connectTimeout * 1000,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER,
  };
}

/** The driver throws at messages that it does not know, outside of any call that could catch it; this makes it end the connection. */
function guard(stream: Duplex): void {
  for (const listener of stream.listeners("data")) {
    stream.off("data", listener as (chunk: Buffer) => void);
    stream.on("data", (chunk: Buffer) => {
      try {
        listener.call(stream, chunk);
      } catch (error) {
        stream.destroy(error as Error);
      }
    });
  }
}
