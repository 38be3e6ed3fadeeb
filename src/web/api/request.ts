import { asProblem, noAnswer, type Problem, problemOf, RUN_HEADER } from "./problem.js";
import { currentToken } from "./token.js";

const BASE = "/api/v1";

/** The address of an API path, with those parameters that have a value; lists are repeated. */
export function apiAddress(
  path: string,
  parameters: Readonly<Record<string, string | readonly string[]>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of typeof value === "string" ? [value] : value) if (each !== "") query.append(name, each);
  }
  const text = query.toString();
  return `${BASE}${path}${text === "" ? "" : `?${text}`}`;
}

/**
 * Asks the server at an address of {@link apiAddress}.
 *
 * @throws Problem where it answers without success, or not at all; an abort is thrown as it is.
 */
export async function request(address: string, options: RequestInit = {}): Promise<Response> {
  const headers = new Headers(options.headers);
  const token = currentToken();
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  let response: Response;
  try {
    response = await fetch(address, { ...options, headers });
  } catch (thrown) {
    if (options.signal?.aborted === true) throw thrown;
    throw noAnswer();
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Asks for JSON. Raises what {@link request} raises. */
export async function requestJson<T>(address: string, options: RequestInit = {}): Promise<T> {
  return (await (await request(address, options)).json()) as T;
}

/** An answer that is read from the store: a value, or the problem in its place. */
export interface PublishedAnswer<T> {
  /** The published run that it was read from; answers with the same one belong together. Null where none was read. */
  readonly run: string | null;
  readonly value?: T;
  readonly problem?: Problem;
}

/** Asks for JSON that is read from the store. Only an abort is thrown. */
export async function askStore<T>(address: string, signal: AbortSignal): Promise<PublishedAnswer<T>> {
  try {
    const response = await request(address, { signal });
    return { run: response.headers.get(RUN_HEADER), value: (await response.json()) as T };
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const problem = asProblem(thrown);
    return { run: problem.run, problem };
  }
}
