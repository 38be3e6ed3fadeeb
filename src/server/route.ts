import type { Inputs } from "../operations/inputs/input.js";
import type { Context } from "../operations/operation.js";
import type { AllAnswers } from "../results/answers.js";

/** What can be in an answer: a kind of JSON, or text of another type. */
export type AnswerBody = { readonly json: keyof AllAnswers } | { readonly text: "text/csv" | "text/event-stream" };

/** An answer that is no problem. */
export interface Answer {
  readonly status: 200 | 202;
  readonly description: string;
  readonly bodies: readonly AnswerBody[];
}

/** A body that a route reads: JSON with inputs as members, or the bytes of a file of one of some types. */
export type RequestBody =
  | { readonly inputs: Inputs; readonly largest: number }
  | { readonly types: readonly string[]; readonly description: string; readonly largest: number };

/** A request whose values have been checked against the route's declaration. */
export interface RouteRequest {
  /** Of path, query and JSON body, by input name. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Of a body that is a file. */
  readonly bytes: Uint8Array;
  /** The types that the client accepts. */
  readonly accept: string;
  /** The kept store, and a signal that fires when the client goes away. */
  readonly context: Context & { readonly signal: AbortSignal };
}

/** One operation over HTTP, declared once: routing, checks and the OpenAPI document are derived from it. */
export interface Route {
  readonly method: "get" | "post" | "delete";
  /** Below `/api/v1`; inputs of the path in braces, by their names. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  /** Inputs of path and query. */
  readonly inputs: Inputs;
  readonly body?: RequestBody;
  readonly answer: Answer;
  /** The statuses of problems beyond those of every route. */
  readonly problems: readonly number[];
  handle(request: RouteRequest): Promise<Response>;
}

/** An answer in JSON. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}
