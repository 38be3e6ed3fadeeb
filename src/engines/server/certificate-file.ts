import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { QuintileError } from "../../errors.js";

/**
 * The text of a PEM file with a certificate; of a file without any, Node.js would make: trust every public authority.
 * Raises `NO_SUCH_FILE` and `BAD_FILE`.
 *
 * @param what what the file should be, for messages.
 * @param hint what to check where it cannot be read.
 */
export function readCertificate(file: string, what: string, hint: string): string {
  const text = readPemFile(file, what, hint);
  try {
    void new X509Certificate(text);
    return text;
  } catch (cause) {
    throw new QuintileError("BAD_FILE", `The ${what} ${file} is not readable.`, {
      hint: "It must be a PEM file, which holds -----BEGIN CERTIFICATE-----.",
      cause,
    });
  }
}

/** The text of a PEM file. Raises `NO_SUCH_FILE`. */
export function readPemFile(file: string, what: string, hint: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new QuintileError("NO_SUCH_FILE", `The ${what} ${file} cannot be read.`, { hint, cause });
  }
}
