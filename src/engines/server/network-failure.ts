/** What is wrong, and what to do. */
export type Meaning = readonly [message: string, hint: string];

/** What a driver, the operating system or Node.js tells of a connection that did not come about. */
export interface NetworkFailure {
  readonly message: string;
  /** A name of Node.js or OpenSSL, such as `ECONNREFUSED`. */
  readonly code: string;
  /** Names that a refused certificate is for. */
  readonly names: string;
}

/** Where a server should be, and where its user set that. */
export interface Endpoint {
  readonly host: string;
  /** Host and port, for people. */
  readonly shown: string;
  /** Where the host was named, as in `the address or in PGHOST`. */
  readonly hostSetting: string;
  /** How to name the file of the authority that is trusted. */
  readonly trustHint: string;
  /** How to do without the check of the certificate's name. */
  readonly otherNameHint: string;
}

const NOT_TRUSTED = [
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_UNTRUSTED",
  "CERT_SIGNATURE_FAILURE",
  "INVALID_CA",
];

/** What can be told of an error whose name and words may be all that is shown of it. */
export function networkFailureOf(error: unknown): NetworkFailure {
  const { message, code, cert } = Object(error) as Record<string, unknown>;
  const names = (Object(cert) as Record<string, unknown>)["subjectaltname"];
  return {
    message: textOf(message).split("\n")[0] as string,
    code: textOf(code),
    names: textOf(names).replaceAll(/(DNS|IP Address):/g, ""),
  };
}

/** What a failure of the network or of a certificate means, for every kind of server; undefined for any other. */
export function networkMeaning({ code, message, names }: NetworkFailure, endpoint: Endpoint): Meaning | undefined {
  if (NOT_TRUSTED.includes(code)) {
    return [`The server's certificate is not from an authority that is trusted here (${message}).`, endpoint.trustHint];
  }
  switch (code) {
    case "ENOTFOUND":
      return [`There is no host named ${endpoint.host}.`, `Check its spelling in ${endpoint.hostSetting}.`];
    case "EAI_AGAIN":
      return [
        `The name service does not answer for the host ${endpoint.host}.`,
        "Check the network and the spelling of the host, and try again.",
      ];
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EADDRNOTAVAIL":
      return [`${endpoint.shown} cannot be reached from here.`, "Check the host and port, the network and the VPN."];
    case "CERT_HAS_EXPIRED":
      return ["The server's certificate has expired.", "Ask the administrator of the server for a new one."];
    case "CERT_NOT_YET_VALID":
      return [
        "The server's certificate is not valid yet.",
        "Check the clock of this machine, or ask the administrator of the server.",
      ];
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return [
        `The server's certificate is not for the host ${endpoint.host}${names === "" ? "" : `, but for ${names}`}.`,
        endpoint.otherNameHint,
      ];
    default:
      return undefined;
  }
}

/** Host and port as they are shown to people. */
export function hostAndPort(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
