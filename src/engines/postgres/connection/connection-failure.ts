import { QuintileError } from "../../../errors.js";
import { EngineFailure } from "../../failures.js";
import { networkFailureOf } from "../../server/network-failure.js";
import type { NoConnection, PostgresFailure } from "../failure.js";
import type { Address } from "./address.js";
import { isHandshakeFailure } from "./tls.js";

/** A connection that did not come about, for a reason that is none of the server's. */
export function noConnection(why: Exclude<NoConnection["why"], "refused">): EngineFailure<PostgresFailure> {
  return new EngineFailure<PostgresFailure>({ kind: "no-connection", why });
}

/** What the driver says of a connection that did not come about. Errors that say by themselves what to do stay as they are. */
export function classifyConnection(error: unknown, address: Address): EngineFailure<PostgresFailure> | QuintileError {
  if (error instanceof QuintileError || error instanceof EngineFailure) return error;
  const { message, code, names } = networkFailureOf(error);
  const { routine } = Object(error) as { routine?: unknown };
  const refusal = {
    message: withoutPasswordOf(address, message),
    code,
    names,
    routine: typeof routine === "string" ? routine : "",
    isOfHandshake: isHandshakeFailure(error),
  };
  // The driver's error may hold more than it says; its code and its words are all that is kept.
  const cause = Object.assign(new Error(refusal.message), { code });
  return new EngineFailure<PostgresFailure>({ kind: "no-connection", why: "refused", refusal }, cause);
}

function withoutPasswordOf({ password }: Address, text: string): string {
  return password === undefined ? text : text.replaceAll(password, "…");
}
