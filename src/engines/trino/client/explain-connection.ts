import type { Sentences } from "../../files/explain-file.js";
import {
  hostAndPort,
  type Meaning,
  type NetworkFailure,
  networkMeaning,
  type Endpoint,
} from "../../server/network-failure.js";
import type { ConnectionLost, NoConnection, OddReply, TooManyRequests } from "../failure.js";
import { type TrinoAddress, showTrinoAddress } from "./address.js";

type Explain = (address: TrinoAddress, failure: NetworkFailure) => Meaning;

const CHECK_PLACE = "Check the host and port: Trino's port is usually 8080, and with TLS 443 or 8443 (ssl=true).";

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

/** Why a coordinator could not be asked. It tells no password or token. */
export function explainNoConnection(failure: NoConnection, address: TrinoAddress): Sentences {
  const [message, hint] = meaningOf(failure, address);
  return { code: "CONNECTION_FAILED", message, hint };
}

/** Why a query ended before it was done. */
export function explainLostQuery(failure: ConnectionLost, address: TrinoAddress): Sentences {
  const code = "CONNECTION_LOST";
  switch (failure.why) {
    case "stopped":
      return {
        code,
        message: `A query was stopped in Trino (${failure.name}); nothing was published.`,
        hint: "A user or an administrator ended it, or the cluster made room for other queries: run again.",
      };
    case "abandoned":
      return {
        code,
        message: `Trino gave a query up, since its answer was not fetched in time (${failure.name}); nothing was published.`,
        hint: "Run again; check the network between here and the coordinator.",
      };
    case "worker-gone":
      return {
        code,
        message: `A worker of the Trino cluster went away while the query ran (${failure.name}); nothing was published.`,
        hint: "Run again; what was published before is as it was.",
      };
    default:
      return {
        code,
        message: `The connection to the Trino coordinator at ${placeOf(address)} was lost: ${reasonOf(failure, address)}. Nothing was published.`,
        hint: "Run again once the coordinator answers; what was published before is as it was.",
      };
  }
}

/** A coordinator, or a cluster, that takes no more work now. */
export function explainTooManyRequests({ status }: TooManyRequests, address: TrinoAddress): Sentences {
  const message =
    status === undefined
      ? "The Trino cluster has as many queries waiting as it allows."
      : `${placeOf(address)} has more to do than it can (HTTP ${status}).`;
  return { code: "TOO_MANY_REQUESTS", message, hint: "Try again later." };
}

function reasonOf(failure: Exclude<ConnectionLost, { name: string }>, address: TrinoAddress): string {
  switch (failure.why) {
    case "no-answer":
      return unanswered(failure.network, address)[0].replace(/\.$/, "");
    case "unknown-query":
      return `the coordinator does not know the query any more (HTTP ${failure.status}); it may have been restarted`;
    case "not-ready":
      return `the coordinator answers HTTP ${failure.status}`;
  }
}

function meaningOf(failure: NoConnection, address: TrinoAddress): Meaning {
  switch (failure.why) {
    case "no-answer":
      return unanswered(failure.network, address);
    case "not-encrypted":
      return [
        `The Trino coordinator at ${placeOf(address)} leads from an encrypted address to one without encryption.`,
        "Behind a proxy that ends TLS, it needs http-server.process-forwarded=true in its settings: ask its administrator.",
      ];
    case "not-let-in":
      return notLetIn(failure.reply, address);
    case "sent-elsewhere":
      return sentElsewhere(failure.reply, address);
    case "not-ready":
      return [
        `${placeOf(address)} takes no queries now: it answers HTTP ${failure.reply.status}.`,
        "Try again in a moment; the coordinator may be starting, or the proxy before it may not reach it.",
      ];
    case "bad-request":
      return [
        `The Trino coordinator refuses the request: ${failure.reply.said}.`,
        "Check the parameters of the address.",
      ];
    case "other-server":
      return otherServer(address);
  }
}

function unanswered(network: NetworkFailure, address: TrinoAddress): Meaning {
  const { code } = network;
  return networkMeaning(network, endpointOf(address)) ?? (BY_CODE[code] ?? otherwise(network))(address, network);
}

function otherwise({ code }: NetworkFailure): Explain {
  if (code.startsWith("HPE_")) return otherServer;
  return code === "EPROTO" || code.startsWith("ERR_SSL_") ? noAgreement : unexpected;
}

function otherServer(address: TrinoAddress): Meaning {
  return [`What listens at ${placeOf(address)} is no Trino coordinator.`, CHECK_PLACE];
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
  const reason = message || code || "no reason given";
  return [
    `The connection to ${showTrinoAddress(address)} failed: ${reason}.`,
    "Check the address and the server's log.",
  ];
}

function notLetIn(reply: OddReply, address: TrinoAddress): Meaning {
  const { user, password, accessToken } = address;
  const who = user === undefined ? "" : ` of the user "${user}"`;
  if (reply.status === 403) {
    const said = reply.said === undefined ? "" : `: ${reply.said}`;
    return [
      `The Trino coordinator does not let ${user === undefined ? "you" : `the user "${user}"`} in${said}.`,
      "Ask the administrator of the cluster; the user of the address must be the one who logs in, unless that one may act for others.",
    ];
  }
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
  if (/^bearer/i.test(reply.asksFor)) {
    return ["The Trino coordinator asks for an access token, and none is given.", "Set TRINO_ACCESS_TOKEN."];
  }
  return [`The Trino coordinator asks for the password${who}, and none is given.`, "Set TRINO_PASSWORD."];
}

/** Only the origin is told: the rest may hold anything. */
function sentElsewhere({ location }: OddReply, address: TrinoAddress): Meaning {
  const base = `http://${placeOf(address)}`;
  const to = URL.canParse(location, base) ? new URL(location, base) : undefined;
  const hint =
    to?.protocol === "https:" && !address.tls.enabled
      ? "It wants encryption: write ssl=true and its port for TLS."
      : "Write the address of the coordinator itself.";
  return [`${placeOf(address)} sends requests elsewhere${to === undefined ? "" : `, to ${to.origin}`}.`, hint];
}

function placeOf({ host, port }: TrinoAddress): string {
  return hostAndPort(host, port);
}

function endpointOf(address: TrinoAddress): Endpoint {
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
