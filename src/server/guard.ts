import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import { hostname } from "node:os";
import { Refusal } from "./problem.js";

/** Names of this machine by which only it can reach itself. */
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** True for an address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Raises `FOREIGN_HOST` for a name that is not this server's: a page of another site may have pointed its own name here
 * (DNS rebinding). On an address that others reach, numbers will do, since no name server can point those elsewhere.
 */
export function requireOwnHost(header: string | undefined, host: string): void {
  const name = (header ?? "").toLowerCase().replace(/:\d{1,5}$/, "");
  if (LOOPBACK.includes(name) || name === host.toLowerCase() || name === `[${host}]`.toLowerCase()) return;
  if (!isLoopback(host)) {
    if (isIP(name) > 0 || (name.startsWith("[") && isIP(name.slice(1, -1)) === 6)) return;
    if (name === hostname().toLowerCase()) return;
  }
  throw new Refusal(
    "FOREIGN_HOST",
    "The request is for another host.",
    `Use the address that the server was started with.`,
  );
}

/**
 * Raises `FOREIGN_ORIGIN` for requests that a page of another site makes. Browsers say where a request comes from; a
 * request that says nothing is none of theirs.
 */
export function requireOwnOrigin(headers: Headers): void {
  const [origin, site, host] = [headers.get("origin"), headers.get("sec-fetch-site"), headers.get("host")];
  const isOwnOrigin = origin === null || origin === `http://${host}` || origin === `https://${host}`;
  const isOwnSite = site === null || site === "same-origin" || site === "none";
  if (isOwnOrigin && isOwnSite) return;
  throw new Refusal(
    "FOREIGN_ORIGIN",
    "The request comes from a page of another site.",
    "Open the dashboard at its own address.",
  );
}

/** Raises `UNAUTHORIZED` where a token is demanded and another one, or none, came. The comparison tells nothing by its time. */
export function requireToken(header: string | null, token: string | undefined): void {
  if (token === undefined) return;
  const given = /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1] ?? "";
  if (timingSafeEqual(digest(given), digest(token))) return;
  throw new Refusal(
    "UNAUTHORIZED",
    "The request carries no token, or another one.",
    "Send the header Authorization: Bearer TOKEN, with the token the server was started with.",
  );
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
