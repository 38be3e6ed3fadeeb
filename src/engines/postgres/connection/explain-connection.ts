import type { Sentences } from "../../files/explain-file.js";
import { hostAndPort, type Meaning, networkMeaning, type Endpoint } from "../../server/network-failure.js";
import type { NoConnection, Refusal } from "../failure.js";
import { type Address, showAddress, type SslMode } from "./address.js";
import { isOpenToOthers, passwordLine } from "./password-file.js";

type Explain = (address: Address, refusal: Refusal) => Meaning;

const NO_ANSWER: Explain = (address) => [
  `${placeOf(address)} did not answer${address.connectTimeout === 0 ? "" : ` within ${address.connectTimeout} s`}.`,
  "Check the host and port, and whether a firewall lets you through; connect_timeout (PGCONNECT_TIMEOUT) sets another limit.",
];

const CLOSED: Explain = (address) => [
  `${placeOf(address)} closed the connection before the login.`,
  "Check that a PostgreSQL server listens there, and look into its log.",
];

const UNUSABLE_CERTIFICATE: Explain = () => [
  "The client certificate for the PostgreSQL connection cannot be used.",
  "Its key must be a PEM file that belongs to it and has no password: check sslcert and sslkey.",
];

/** By code: names of Node.js and OpenSSL, then SQLSTATEs. */
const BY_CODE: Readonly<Record<string, Explain>> = {
  ECONNREFUSED: (address) => [
    `No PostgreSQL server listens at ${placeOf(address)}.`,
    "Start it, or check the host and port of the address (PGHOST, PGPORT).",
  ],
  ENOENT: (address) => [
    `There is no socket of a PostgreSQL server at ${placeOf(address)}.`,
    "Start the server, or name its host and port: postgres://user@host:5432/database.",
  ],
  EACCES: (address) => [
    `You may not use the socket ${placeOf(address)}.`,
    "Ask the administrator of the server, or connect over the network: postgres://user@localhost:5432/database.",
  ],
  ETIMEDOUT: NO_ANSWER,
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,

  "28P01": ({ user }) => [
    `The server does not accept the password for the user "${user}", or does not know that user.`,
    "Check PGPASSWORD or the line in ~/.pgpass; in an address, write special characters of a password as %40 for @, %3A for : …",
  ],
  "28000": notLetIn,
  "3D000": ({ database, user }) => [
    `The server has no database "${database}".`,
    database === user
      ? "A database that is not named is the one with the user's name: name yours, as in postgres://user@host/database."
      : "Check its spelling: psql --list shows those that are there, and createdb makes one.",
  ],
  "42501": ({ user, database }) => [
    `The user "${user}" may not connect to the database "${database}".`,
    "Its owner can allow it: GRANT CONNECT ON DATABASE … TO …",
  ],
  "53300": (address) => [
    `${placeOf(address)} has as many connections as it allows.`,
    "Try again later, close some, or raise max_connections or the user's or database's CONNECTION LIMIT.",
  ],
  "55000": ({ database }) => [
    `The database "${database}" accepts no connections now.`,
    "Name another one, or ask its administrator.",
  ],
  "57P03": (address) => [
    `The server at ${placeOf(address)} is starting up or shutting down, and accepts no connections yet.`,
    "Try again in a moment.",
  ],
};

/** By message, where the driver gives no code. */
const BY_MESSAGE: readonly (readonly [RegExp, Explain])[] = [
  [/client password must be/, missingPassword],
  [/timeout expired/, NO_ANSWER],
  [
    /server does not support SSL/,
    (address) => [
      `The server at ${placeOf(address)} has no TLS, which sslmode=${address.sslMode} asks for.`,
      "Turn on ssl in its settings; in a network that you trust, sslmode=disable does without.",
    ],
  ],
  [
    /error establishing an SSL connection|received invalid response|out of range|Received unexpected/i,
    (address) => [
      `What listens at ${placeOf(address)} is no PostgreSQL server, or one that is overloaded.`,
      "Check the host and port; PostgreSQL's port is usually 5432.",
    ],
  ],
  [
    /Unknown authenticationOk message type|SASL: Only mechanism/,
    ({ user }) => [
      `The server asks the user "${user}" for a kind of login that Quintile does not know, such as Kerberos.`,
      "Use a user with a password or a certificate; pg_hba.conf of the server says who logs in how.",
    ],
  ],
  [/terminated unexpectedly|disconnected before secure TLS/, CLOSED],
];

/** Why no connection came about, for the person at the keyboard. It tells no password, nor the settings of the driver. */
export function explainConnection(failure: NoConnection, address: Address): Sentences {
  const [message, hint] = meaningOf(failure, address);
  return { code: "CONNECTION_FAILED", message, hint };
}

function meaningOf(failure: NoConnection, address: Address): Meaning {
  switch (failure.why) {
    case "no-password":
      return missingPassword(address);
    case "not-bound":
      return [
        `The server at ${placeOf(address)} does not bind the login to the encrypted channel, as channel_binding=require asks.`,
        "It needs TLS and a SCRAM password for the user; leave channel_binding out to log in without.",
      ];
    case "refused": {
      const { refusal } = failure;
      return networkMeaning(refusal, endpointOf(address)) ?? explainerOf(refusal)(address, refusal);
    }
  }
}

function explainerOf({ code, message, isOfHandshake }: Refusal): Explain {
  if (Object.hasOwn(BY_CODE, code)) return BY_CODE[code] as Explain;
  const known = BY_MESSAGE.find(([pattern]) => pattern.test(message));
  if (known !== undefined) return known[1];
  if (code.startsWith("ERR_OSSL_")) return UNUSABLE_CERTIFICATE;
  return isOfHandshake ? noAgreement : unexpected;
}

function missingPassword(address: Address): Meaning {
  const { user, passwordFile } = address;
  return [
    `The server asks for the password of the user "${user}", and none is given.`,
    isOpenToOthers(passwordFile)
      ? `${passwordFile} is not read, because others may read it, too: chmod 600 ${passwordFile}`
      : `Set PGPASSWORD, or add a line to ${passwordFile} (chmod 600): ${passwordLine(address)}PASSWORD`,
  ];
}

/** Everything that pg_hba.conf, or a role that may not log in, can refuse. */
function notLetIn({ user, database, host, sslMode }: Address, { message, routine }: Refusal): Meaning {
  if (routine === "InitializeSessionUserId") {
    return [
      `The server has no user "${user}" who may log in.`,
      "Name another one in the address or in PGUSER, or ask the administrator of the server.",
    ];
  }
  const about = `The server does not let the user "${user}" into the database "${database}": ${message}.`;
  if (host.startsWith("/")) {
    return [about, "With a host, the server may ask for a password instead: postgres://user@localhost:5432/database."];
  }
  return [about, `Its pg_hba.conf decides who comes in from where${perhaps(sslMode)}: ask its administrator.`];
}

function perhaps(sslMode: SslMode): string {
  if (sslMode === "allow" || sslMode === "prefer") return "";
  return sslMode === "disable"
    ? ", perhaps only with encryption, which sslmode=disable prevents"
    : `, perhaps only without encryption, which sslmode=${sslMode} prevents`;
}

function noAgreement(address: Address, { message }: Refusal): Meaning {
  return [
    `The encryption of the connection to ${placeOf(address)} could not be agreed upon: ${message}.`,
    "The server must support TLS 1.2 or newer, and may ask for a certificate (sslcert, sslkey).",
  ];
}

function unexpected(address: Address, { message, code }: Refusal): Meaning {
  return [
    `The connection to ${showAddress(address)} failed: ${message || code || "no reason given"}.`,
    "Check the address and the server's log.",
  ];
}

/** Where the server is, or should be. */
function placeOf({ host, port }: Address): string {
  if (host.startsWith("/")) return `${host}/.s.PGSQL.${port}`;
  return hostAndPort(host, port);
}

function endpointOf(address: Address): Endpoint {
  const { host, sslRootCert } = address;
  const hasFile = sslRootCert !== "system" && sslRootCert !== undefined;
  return {
    host,
    shown: placeOf(address),
    hostSetting: "the address or in PGHOST",
    trustHint: hasFile
      ? `${sslRootCert} must hold the certificate of its authority; sslrootcert (PGSSLROOTCERT) names another file.`
      : "Name the file with the certificate of its authority in sslrootcert (PGSSLROOTCERT).",
    otherNameHint:
      sslRootCert === "system"
        ? "Connect by a name that the certificate is for."
        : "Connect by a name that the certificate is for; sslmode=verify-ca checks the authority alone.",
  };
}
