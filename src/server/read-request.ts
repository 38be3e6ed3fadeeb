import type { HonoRequest } from "hono";
import { QuintileError } from "../errors.js";
import type { Inputs } from "../operations/inputs/input.js";
import type { Context } from "../operations/operation.js";
import { readInputs } from "../operations/inputs/read-inputs.js";
import { snake } from "../operations/inputs/spellings.js";
import { Refusal } from "./problem.js";
import type { RequestBody, Route, RouteRequest } from "./route.js";

/** Longest text that any input takes; bodies have limits of their own. */
const LONGEST = 1_000;
const NONE = new Uint8Array();

/** Reads what a route declares out of a request, and refuses all else. Raises `USAGE` and refusals. */
export async function readRequest(
  request: HonoRequest,
  route: Route,
  context: Context & { readonly signal: AbortSignal },
): Promise<RouteRequest> {
  const given = { ...valuesOfQuery(request, route.inputs), ...request.param() };
  const values = readInputs(route.inputs, named(given, route.inputs));
  const accept = request.header("accept") ?? "*/*";
  if (route.body === undefined) return { values, bytes: NONE, accept, context };
  const bytes = await readBody(request, route.body);
  if ("types" in route.body) return { values, bytes, accept, context };
  const members = readInputs(route.body.inputs, named(parseObject(bytes), route.body.inputs));
  return { values: { ...values, ...members }, bytes: NONE, accept, context };
}

/** Values under the names of their inputs; a name that no input has stays, and is refused as unknown. */
function named(values: Readonly<Record<string, unknown>>, inputs: Inputs): Record<string, unknown> {
  const names = new Map(Object.keys(inputs).map((name) => [snake(name), name]));
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      requireShort(key, value);
      return [names.get(key) ?? key, value];
    }),
  );
}

/** An empty parameter is one that was left out, as forms send them; one that is given twice is for inputs that take several. */
function valuesOfQuery(request: HonoRequest, inputs: Inputs): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, all] of Object.entries(request.queries())) {
    const given = all.filter((value) => value !== "");
    const input = Object.entries(inputs).find(([name]) => snake(name) === key)?.[1];
    if (given.length > 1 && input !== undefined && input.type !== "texts") {
      throw new QuintileError("USAGE", `${key} must be given once.`);
    }
    if (given.length > 0 || input === undefined) values[key] = input?.type === "texts" ? given : given[0];
    if (input === undefined) values[key] ??= "";
    if (input?.type === "flag" && (given[0] === "true" || given[0] === "false")) values[key] = given[0] === "true";
  }
  return values;
}

function requireShort(name: string, value: unknown): void {
  const texts = (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === "string");
  if (texts.some((text) => text.length > LONGEST) || name.length > LONGEST || texts.length > 125) {
    throw new Refusal("BAD_REQUEST", "A value of the request is longer than any can be.");
  }
  if (texts.some((text) => text.includes("\0"))) {
    throw new Refusal("BAD_REQUEST", "A value of the request holds a null character.");
  }
}

/** Raises refusals for bodies of another type, or of more bytes than the route takes. */
async function readBody(request: HonoRequest, body: RequestBody): Promise<Uint8Array> {
  const { largest } = body;
  const types = "types" in body ? body.types : ["application/json"];
  const declared = request.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!types.includes(declared)) {
    throw new Refusal(
      "WRONG_MEDIA_TYPE",
      `The body must be ${types.join(", or ")}.`,
      `Send it with the header Content-Type: ${types[0]}.`,
    );
  }
  if (Number(request.header("content-length") ?? 0) > largest) throw tooLarge(largest);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (request.raw.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > largest) throw tooLarge(largest);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal("BAD_REQUEST", "The body broke off.");
  }
  return Buffer.concat(chunks);
}

function parseObject(bytes: Uint8Array): Record<string, unknown> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal("BAD_REQUEST", "The body is not UTF-8.");
  }
  let value: unknown;
  try {
    value = text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw new Refusal("BAD_REQUEST", "The body is not valid JSON.");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Refusal("BAD_REQUEST", "The body must be one JSON object.");
}

function tooLarge(largest: number): Refusal {
  return new Refusal("TOO_LARGE", `The body is larger than ${largest} bytes.`);
}
