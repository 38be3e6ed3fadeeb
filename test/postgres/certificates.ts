import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { handOver } from "../support/postgres/account.js";

/** Files of an authority, of what it signed, and of an authority that signed nothing here. */
export interface Certificates {
  readonly authority: string;
  readonly stranger: string;
  /** For the name `localhost` alone, and not for 127.0.0.1; a server may read it. */
  readonly server: { readonly cert: string; readonly key: string };
  /** For the user `cert_user`. */
  readonly client: { readonly cert: string; readonly key: string };
}

const PROGRAM = "openssl";

/** Makes them with the machine's `openssl`; undefined, and said, where there is none. */
export function makeCertificates(folder: string): Certificates | undefined {
  try {
    execFileSync(PROGRAM, ["version"], { stdio: "ignore" });
  } catch {
    process.stderr.write("\n*** SKIPPED: there is no openssl to make certificates with.\n\n");
    return undefined;
  }
  chmodSync(folder, 0o755);
  const authority = makeAuthority(folder, "authority");
  const stranger = makeAuthority(folder, "stranger");
  const server = sign(folder, "localhost", ["-addext", "subjectAltName=DNS:localhost"]);
  const client = sign(folder, "cert_user", []);
  for (const file of [server.cert, server.key, authority]) handOver(file);
  return { authority, stranger, server, client };
}

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

function makeAuthority(folder: string, name: string): string {
  openssl(folder, ["req", "-x509", ...KEY, "-subj", `/CN=${name}`, "-keyout", `${name}.key`, "-out", `${name}.crt`]);
  return join(folder, `${name}.crt`);
}

function sign(folder: string, name: string, extensions: readonly string[]): { cert: string; key: string } {
  openssl(folder, [
    "req",
    "-new",
    ...KEY,
    "-subj",
    `/CN=${name}`,
    ...extensions,
    "-keyout",
    `${name}.key`,
    "-out",
    "csr",
  ]);
  const authority = ["-CA", "authority.crt", "-CAkey", "authority.key", "-CAcreateserial"];
  openssl(folder, ["x509", "-req", "-in", "csr", ...authority, "-copy_extensions", "copy", "-out", `${name}.crt`]);
  chmodSync(join(folder, `${name}.key`), 0o600);
  return { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
}

function openssl(folder: string, words: readonly string[]): void {
  execFileSync(PROGRAM, words, { cwd: folder, stdio: "pipe" });
}
