import { EngineFailure } from "../../failures.js";
import { networkFailureOf } from "../../server/network-failure.js";
import type { OddReply, TrinoFailure } from "../failure.js";
import type { TrinoAddress } from "./address.js";
import { basicCredentials } from "./headers.js";
import type { HttpFailure, HttpReply } from "./http.js";

/** Failures that may be over soon. */
const TRANSIENT =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|Z_BUF_ERROR)$/;

/** True for a failure of the network that may be over soon; a certificate does not become a better one. */
export function isTransient({ cause }: HttpFailure): boolean {
  return TRANSIENT.test(networkFailureOf(cause).code);
}

/**
 * A request that got no answer: the connection is lost where the coordinator answered before. Neither the failure nor its cause
 * knows a password or token.
 */
export function classifyUnanswered(
  failure: HttpFailure,
  address: TrinoAddress,
  wasConnected: boolean,
): EngineFailure<TrinoFailure> {
  const { code, names, message } = networkFailureOf(failure.cause);
  const network = { code, names, message: withoutSecretsOf(address, message) };
  const kind = wasConnected && isTransient(failure) ? "connection-lost" : "no-connection";
  const cause = Object.assign(new Error(network.message), { code });
  return new EngineFailure<TrinoFailure>({ kind, why: "no-answer", network }, cause);
}

/**
 * An answer that is none of Trino's: by its status, or by its text where the status is 200.
 *
 * @param isRunning true where a query was asked after, which is lost then.
 */
export function classifyReply(
  { status, headers, text }: HttpReply,
  address: TrinoAddress,
  isRunning: boolean,
): EngineFailure<TrinoFailure> {
  const isPlainText = headers["content-type"]?.startsWith("text/plain") === true;
  const reply = {
    status,
    said: isPlainText ? withoutSecretsOf(address, firstLine(text)) : undefined,
    location: headers.location ?? "",
    asksFor: String(headers["www-authenticate"] ?? ""),
  };
  return new EngineFailure<TrinoFailure>(failureBehind(reply, isRunning));
}

function failureBehind(reply: OddReply, isRunning: boolean): TrinoFailure {
  const { status } = reply;
  const kind = "no-connection";
  if (status === 401 || status === 403) return { kind, why: "not-let-in", reply };
  if (status === 429) return { kind: "too-many-requests", status };
  if (status >= 300 && status < 400) return { kind, why: "sent-elsewhere", reply };
  if (isRunning && (status === 404 || status === 410)) return { kind: "connection-lost", why: "unknown-query", status };
  if (isRunning && status >= 500) return { kind: "connection-lost", why: "not-ready", status };
  if (status >= 500) return { kind, why: "not-ready", reply };
  if (status === 400 && reply.said !== undefined) return { kind, why: "bad-request", reply };
  return { kind, why: "other-server", reply };
}

function firstLine(text: string): string {
  return (text.split("\n")[0] as string).slice(0, 200).replace(/\.$/, "");
}

/** A server may repeat what was sent to it, as it was sent. */
function withoutSecretsOf({ user = "", password, accessToken }: TrinoAddress, text: string): string {
  const secrets = [accessToken, ...(password === undefined ? [] : [basicCredentials(user, password), password])];
  return secrets.reduce<string>((rest, secret) => (secret === undefined ? rest : rest.replaceAll(secret, "…")), text);
}
