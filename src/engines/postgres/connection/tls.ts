import type { ConnectionOptions } from "node:tls";
import { QuintileError } from "../../../errors.js";
import { readCertificate, readPemFile } from "../../server/certificate-file.js";
import type { Address } from "./address.js";

/** How one attempt to connect is encrypted; false is not at all. */
export type Encryption = ConnectionOptions | false;

const FILES = "Check sslrootcert, sslcert and sslkey (PGSSLROOTCERT, PGSSLCERT, PGSSLKEY), and who may read the file.";

/**
 * What to try for an address, in order, with libpq's meaning of `sslmode`: `allow` and `prefer` have a second try, and
 * check no certificate; `require` checks one where there are root certificates. A Unix socket is never encrypted. Raises
 * `USAGE` for certificates that are not named, and `NO_SUCH_FILE` or
 * `BAD_FILE` for those that cannot be read.
 */
export function encryptionsOf(address: Address): readonly [Encryption, Encryption?] {
  if (address.host.startsWith("/")) return [false];
  switch (address.sslMode) {
    case "disable":
      return [false];
    case "allow":
      return [false, { ...clientCertificate(address), rejectUnauthorized: false }];
    case "prefer":
      return [{ ...clientCertificate(address), rejectUnauthorized: false }, false];
    case "require":
      if (address.sslRootCert === undefined) return [{ ...clientCertificate(address), rejectUnauthorized: false }];
      return [verifyingAuthority(address)];
    case "verify-ca":
      return [verifyingAuthority(address)];
    case "verify-full":
      return [verifying(address)];
  }
}

/** True for a server that speaks no TLS. */
export function isWithoutTls(error: unknown): boolean {
  return error instanceof Error && error.message === "The server does not support SSL connections";
}

/** True where encryption could not be agreed upon with the server, so that only a connection without it may do. */
export function isHandshakeFailure(error: unknown): boolean {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return code === "EPROTO" || code.startsWith("ERR_SSL_") || /disconnected before secure TLS/.test(message);
}

/** Trusts the authority, whatever name it wrote into the certificate. */
function verifyingAuthority(address: Address): ConnectionOptions {
  return { ...verifying(address), checkServerIdentity: () => undefined };
}

function verifying(address: Address): ConnectionOptions {
  const { sslMode, sslRootCert } = address;
  if (sslRootCert === undefined) {
    throw new QuintileError("USAGE", `sslmode=${sslMode} needs the certificate of the server's authority.`, {
      hint: "Name its file in sslrootcert (PGSSLROOTCERT), put it at ~/.postgresql/root.crt, or write sslmode=verify-full&sslrootcert=system for the public authorities.",
    });
  }
  const authorities = sslRootCert === "system" ? {} : { ca: readCertificate(sslRootCert, "root certificate", FILES) };
  return { ...clientCertificate(address), ...authorities, rejectUnauthorized: true };
}

function clientCertificate({ sslCert, sslKey }: Address): ConnectionOptions {
  if (sslCert === undefined) return {};
  if (sslKey === undefined) {
    throw new QuintileError("USAGE", "A client certificate for PostgreSQL needs its key.", {
      hint: "Name its file in sslkey (PGSSLKEY), or put it at ~/.postgresql/postgresql.key.",
    });
  }
  return {
    cert: readCertificate(sslCert, "client certificate", FILES),
    key: readPemFile(sslKey, "key of the client certificate", FILES),
  };
}
