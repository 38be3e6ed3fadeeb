import { noAnswer, problemOf } from "./problem.js";
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
