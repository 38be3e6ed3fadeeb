import { setTimeout } from "node:timers/promises";

/** A row as Trino shows it: every value as text, or null. */
export type TextRow = Record<string, string | null>;

export interface QueryOptions {
  readonly catalog?: string;
  readonly schema?: string;
  /** Default: "test". */
  readonly user?: string;
  /** Default: "UTC". */
  readonly timeZone?: string;
  /** Settings of the session by name. */
  readonly session?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly nextUri?: string;
  readonly columns?: readonly { readonly name: string }[];
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: { readonly message: string; readonly errorName: string };
}

/**
 * Runs one statement and returns all rows. Shares nothing with the product. Values come as text: numbers as JavaScript
 * reads them, so cast to `varchar` what must be exact; arrays and rows as JSON. Throws with Trino's name of the error
 * and its message.
 */
export async function queryTrino(url: string, statement: string, options: QueryOptions = {}): Promise<TextRow[]> {
  const { user = "test", timeZone = "UTC" } = options;
  const headers: Record<string, string> = { "X-Trino-User": user, "X-Trino-Time-Zone": timeZone };
  if (options.catalog !== undefined) headers["X-Trino-Catalog"] = options.catalog;
  if (options.schema !== undefined) headers["X-Trino-Schema"] = options.schema;
  const settings = Object.entries(options.session ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  if (settings.length > 0) headers["X-Trino-Session"] = settings.join(",");
  const rows: TextRow[] = [];
  let answer = await request(new URL("/v1/statement", url), { method: "POST", headers, body: statement });
  for (;;) {
    if (answer.error !== undefined) throw new Error(`${answer.error.errorName}: ${answer.error.message}`);
    const names = answer.columns?.map(({ name }) => name) ?? [];
    for (const values of answer.data ?? []) {
      rows.push(Object.fromEntries(names.map((name, index) => [name, textOf(values[index])])));
    }
    if (answer.nextUri === undefined) return rows;
    answer = await request(new URL(answer.nextUri), { headers });
  }
}

/** A coordinator that has too much to do answers 503, and wants to be asked again. */
async function request(url: URL, options: RequestInit): Promise<Answer> {
  for (;;) {
    const response = await fetch(url, options);
    if (response.ok) return (await response.json()) as Answer;
    const text = await response.text();
    if (response.status !== 503) throw new Error(`Trino answers ${response.status}: ${text}`);
    await setTimeout(50);
  }
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
}
