/** Trino cannot be had on this machine. The message is one line, and says what to do. */
export class ProvisionError extends Error {
  override readonly name = "ProvisionError";
}
