const KEY = "quintile.token";

/** Keeps the token that came as `#token=…` for this tab, and removes it from the address bar. */
export function takeTokenFromAddress(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token === null) return;
  sessionStorage.setItem(KEY, token);
  history.replaceState(history.state, "", location.pathname + location.search);
}

/** The token of this tab; null where the server demands none. */
export function currentToken(): string | null {
  return sessionStorage.getItem(KEY);
}
