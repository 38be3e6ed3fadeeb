import type { TrinoAddress } from "./address.js";

/** Without it, Trino cuts moments to milliseconds and does not tell their precision. */
const CAPABILITIES = "PARAMETRIC_DATETIME";

/** Headers that start a statement: who asks, where names are looked up, and the settings of the session. */
export function statementHeaders(
  address: TrinoAddress,
  sessionProperties: Readonly<Record<string, string>>,
): Record<string, string> {
  const { catalog, schema, source, clientTags, roles } = address;
  const session = Object.entries(sessionProperties).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const selected = Object.entries(roles).map(([name, role]) => `${name}=${encodeURIComponent(selectedRole(role))}`);
  return {
    ...followingHeaders(address),
    "Content-Type": "text/plain; charset=utf-8",
    "X-Trino-Source": source,
    "X-Trino-Catalog": catalog,
    "X-Trino-Time-Zone": "UTC",
    "X-Trino-Client-Capabilities": CAPABILITIES,
    ...(schema === undefined ? {} : { "X-Trino-Schema": schema }),
    ...(clientTags.length === 0 ? {} : { "X-Trino-Client-Tags": clientTags.join(",") }),
    ...(session.length === 0 ? {} : { "X-Trino-Session": session.join(",") }),
    ...(selected.length === 0 ? {} : { "X-Trino-Role": selected.join(",") }),
  };
}

/** Headers of every request that follows a statement. */
export function followingHeaders({ user }: TrinoAddress): Record<string, string> {
  return { "User-Agent": "quintile", ...(user === undefined ? {} : { "X-Trino-User": user }) };
}

/** The header with the password or token, for the coordinator of the address alone. */
export function authorization({ user = "", password, accessToken }: TrinoAddress): Record<string, string> {
  if (accessToken !== undefined) return { Authorization: `Bearer ${accessToken}` };
  return password === undefined ? {} : { Authorization: `Basic ${basicCredentials(user, password)}` };
}

/** User and password as they travel. */
export function basicCredentials(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`).toString("base64");
}

function selectedRole(role: string): string {
  return /^(all|none)$/i.test(role) ? role.toUpperCase() : `ROLE{${role}}`;
}
