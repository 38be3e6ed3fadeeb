import { userInfo } from "node:os";
import { QuintileError } from "../../errors.js";

/** The user of the operating system. Raises `USAGE` with a hint where that one has no name, as in some containers. */
export function systemUser(server: string, hint: string): string {
  try {
    return userInfo().username;
  } catch (cause) {
    throw new QuintileError("USAGE", `The ${server} connection has no user.`, { hint, cause });
  }
}
