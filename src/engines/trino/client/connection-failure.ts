import { QuintileError } from "../../../errors.js";
import {
  hostAndPort,
  type Meaning,
  type NetworkFailure,
  networkFailureOf,
  networkMeaning,
  type Place,
} from "../../server/network-failure.js";
import { type TrinoAddress, showTrinoAddress } from "./address.js";
import { basicCredentials } from "./headers.js";
import { HttpFailure, type HttpReply } from "./http.js";

type Explain = (address: TrinoAddress, failure: NetworkFailure) => Meaning;

const CHECK_PLACE = "Check the host and port: Trino's port is usually 8080, and with TLS 443 or 8443 (ssl=true).";

const NO_TRINO: Explain = (address) => [`What listens at ${placeOf(address)} is no Trino coordinator.`, CHECK_PLACE];

const CLOSED: Explain = (address) => [`${placeOf(address)} closed the connection before it answered.`, CHECK_PLACE];

const BY_CODE: Readonly<Record<string, Explain>> = {
  ECONNREFUSED: (address) => [
    `No Trino coordinator listens at ${placeOf(address)}.`,
    "Start it, or check the host and port of the address.",
  ],
  ETIMEDOUT: (address) => [
    `${placeOf(address)} did not answer in time.`,
    "Check the host and port, and whether a firewall lets you through.",
  ],
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  ERR_SSL_WRONG_VERSION_NUMBER: withoutTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: withoutTls,
};

/** Failures that may be over soon. */
const TRANSIENT =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|Z_BUF_ERROR)$/;

/** True for a failure of the network that may be over soon; a certificate does not become a better one. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT.test(networkFailureOf(reasonOf(error)).code);
}

/**
 * Why a request got no answer: `CONNECTION_LOST` where the coordinator answered before, else `CONNECTION_FAILED`.
 * Neither it nor its cause knows a password or token.
 */
export function explainTrinoConnection(error: unknown, address: TrinoAddress, wasConnected: boolean): QuintileError {
  if (error instanceof QuintileError) return error;
  const failure = networkFailureOf(reasonOf(error));
  const cause = Object.assign(new Error(withoutSecretsOf(address, failure.message)), { code: failure.code });
  const [message, hint] =
    networkMeaning(failure, networkPlaceOf(address)) ?? (BY_CODE[failure.code] ?? otherwise(failure))(address, failure);
  if (wasConnected && isTransient(error)) return lost(address, message.replace(/\.$/, ""), cause);
  return new QuintileError("CONNECTION_FAILED", message, { hint, cause });
}

/**
 * What an answer means that is none of Trino's: by its status, or by its text where the status is 200.
 *
 * @param isRunning true where a query was asked after, which is lost then.
 */
export function explainTrinoReply(reply: HttpReply, address: TrinoAddress, isRunning: boolean): QuintileError {
  const { status } = reply;
  if (status === 401 || status === 403) return failed(notLetIn(reply, address));
  if (status === 429) {
    return new QuintileError("TOO_MANY_REQUESTS", `${placeOf(address)} has more to do than it can (HTTP 429).`, {
      hint: "Try again later.",
    });
  }
  if (status >= 300 && status < 400) return failed(sentElsewhere(reply, address));
  if (isRunning && (status === 404 || status === 410)) {
    return lost(
      address,
      `the coordinator does not know the query any more (HTTP ${status}); it may have been restarted`,
    );
  }
  if (isRunning && status >= 500) return lost(address, `the coordinator answers HTTP ${status}`);
  if (status >= 500) {
    return failed([
      `${placeOf(address)} takes no queries now: it answers HTTP ${status}.`,
      "Try again in a moment; the coordinator may be starting, or the proxy before it may not reach it.",
    ]);
  }
  if (status === 400 && isPlainText(reply)) {
    const said = withoutSecretsOf(address, firstLine(reply));
    return failed([`The Trino coordinator refuses the request: ${said}.`, "Check the parameters of the address."]);
  }
  return failed(NO_TRINO(address, { message: "", code: "", names: "" }));
}

/** The coordinator answers encrypted requests with plain addresses, to which nothing is sent. */
export function notEncrypted(address: TrinoAddress): QuintileError {
  return failed([
    `The Trino coordinator at ${placeOf(address)} leads from an encrypted address to one without encryption.`,
    "Behind a proxy that ends TLS, it needs http-server.process-forwarded=true in its settings: ask whoever runs it.",
  ]);
}

function reasonOf(error: unknown): unknown {
  return error instanceof HttpFailure ? error.cause : error;
}

function otherwise({ code }: NetworkFailure): Explain {
  if (code.startsWith("HPE_")) return NO_TRINO;
  return code === "EPROTO" || code.startsWith("ERR_SSL_") ? noAgreement : unexpected;
}

function withoutTls(address: TrinoAddress): Meaning {
  return [
    `The server at ${placeOf(address)} has no TLS.`,
    "Name the coordinator's port for TLS; a password or token needs it. Without either, ssl=false does without TLS.",
  ];
}

function noAgreement(address: TrinoAddress, failure: NetworkFailure): Meaning {
  if (/wrong version number|packet length too long/i.test(failure.message)) return withoutTls(address);
  return [
    `The encryption of the connection to ${placeOf(address)} could not be agreed upon.`,
    "The server must support TLS 1.2 or newer.",
  ];
}

function unexpected(address: TrinoAddress, { message, code }: NetworkFailure): Meaning {
  const reason = withoutSecretsOf(address, message || code || "no reason given");
  return [
    `The connection to ${showTrinoAddress(address)} failed: ${reason}.`,
    "Check the address and the server's log.",
  ];
}

function notLetIn(reply: HttpReply, address: TrinoAddress): Meaning {
  const { user, password, accessToken } = address;
  const who = user === undefined ? "" : ` of the user "${user}"`;
  if (reply.status === 403) {
    const said = isPlainText(reply) ? `: ${withoutSecretsOf(address, firstLine(reply))}` : "";
    return [
      `The Trino coordinator does not let ${user === undefined ? "you" : `the user "${user}"`} in${said}.`,
      "Ask whoever runs the cluster; the user of the address must be the one who logs in, unless that one may act for others.",
    ];
  }
  const asksFor = String(reply.headers["www-authenticate"] ?? "");
  if (accessToken !== undefined) {
    return [
      "The Trino coordinator does not accept the access token.",
      "It may have expired: get a new one, and set TRINO_ACCESS_TOKEN.",
    ];
  }
  if (password !== undefined) {
    return [
      `The Trino coordinator does not accept the password${who}.`,
      "Check TRINO_PASSWORD; in an address, write special characters of a password as %40 for @, %3A for : …",
    ];
  }
  if (/^bearer/i.test(asksFor)) {
    return ["The Trino coordinator asks for an access token, and none is given.", "Set TRINO_ACCESS_TOKEN."];
  }
  return [`The Trino coordinator asks for the password${who}, and none is given.`, "Set TRINO_PASSWORD."];
}

/** Only the origin is told: the rest may hold anything. */
function sentElsewhere({ headers }: HttpReply, address: TrinoAddress): Meaning {
  const { location = "" } = headers;
  const base = `http://${placeOf(address)}`;
  const to = URL.canParse(location, base) ? new URL(location, base) : undefined;
  const hint =
    to?.protocol === "https:" && !address.tls.enabled
      ? "It wants encryption: write ssl=true and its port for TLS."
      : "Write the address of the coordinator itself.";
  return [`${placeOf(address)} sends requests elsewhere${to === undefined ? "" : `, to ${to.origin}`}.`, hint];
}

function failed([message, hint]: Meaning): QuintileError {
  return new QuintileError("CONNECTION_FAILED", message, { hint });
}

function lost(address: TrinoAddress, why: string, cause?: Error): QuintileError {
  return new QuintileError(
    "CONNECTION_LOST",
    `The connection to the Trino coordinator at ${placeOf(address)} was lost: ${why}. Nothing was published.`,
    {
      hint: "Run again once the coordinator answers; what was published before is as it was.",
      kind: "connection-lost",
      cause,
    },
  );
}

function isPlainText({ headers }: HttpReply): boolean {
  return (headers["content-type"] ?? "").startsWith("text/plain");
}

function firstLine({ text }: HttpReply): string {
  return (text.split("\n")[0] as string).slice(0, 200).replace(/\.$/, "");
}

function placeOf({ host, port }: TrinoAddress): string {
  return hostAndPort(host, port);
}

function networkPlaceOf(address: TrinoAddress): Place {
  const { host, tls } = address;
  return {
    host,
    shown: placeOf(address),
    hostSetting: "the address",
    trustHint:
      tls.rootCert === undefined
        ? "Name the file with the certificate of its authority: sslrootcert=… in the address."
        : `${tls.rootCert} must hold the certificate of its authority; sslrootcert names another file.`,
    otherNameHint: "Connect by a name that the certificate is for; sslverification=ca checks the authority alone.",
  };
}

/** A server may repeat what was sent to it, as it was sent. */
function withoutSecretsOf({ user = "", password, accessToken }: TrinoAddress, text: string): string {
  const secrets = [accessToken, ...(password === undefined ? [] : [basicCredentials(user, password), password])];
  return secrets.reduce<string>((rest, secret) => (secret === undefined ? rest : rest.replaceAll(secret, "…")), text);
}
