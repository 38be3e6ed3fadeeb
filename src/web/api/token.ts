const KEY = "quintile.token";

/** Keeps the token that came as `#token=…` for this tab, and removes it from the address bar. False where none came. */
export function takeTokenFromAddress(): boolean {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token === null) return false;
  sessionStorage.setItem(KEY, token);
  history.replaceState(history.state, "", location.pathname + location.search);
  return true;
}

/** The token of this tab; null where the server demands none. */
export function currentToken(): string | null {
  return sessionStorage.getItem(KEY);
}
