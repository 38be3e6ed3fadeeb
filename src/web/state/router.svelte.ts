/** The place in the dashboard: path and query of the address bar, and the state of this entry of the browser's history. */
class Router {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));
  /** The state that {@link Router.go} got for this entry, or null. It outlives a reload of the page. */
  state = $state.raw<unknown>(history.state);

  constructor() {
    addEventListener("popstate", () => this.#read());
  }

  /** Goes to an address of this dashboard, as a new entry of the history or in place of the current one. */
  go(href: string, how: "push" | "replace" = "push", state: unknown = null): void {
    if (how === "push") history.pushState(state, "", href);
    else history.replaceState(state, "", href);
    this.#read();
  }

  /**
   * Changes parameters of the current address, as a new entry of the history; nothing or no value removes one. The same
   * address again is no new entry.
   */
  set(parameters: Readonly<Record<string, string | readonly string[]>>, how: "push" | "replace" = "push"): void {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(parameters)) {
      query.delete(name);
      for (const each of typeof value === "string" ? [value] : value) if (each !== "") query.append(name, each);
    }
    const text = query.toString();
    if (text !== this.query.toString()) this.go(`${this.path}${text === "" ? "" : `?${text}`}`, how);
  }

  /** Changes a parameter that is typed or dragged: one entry of the history from its first value to its last. */
  type(name: string, value: string): void {
    this.set({ [name]: value }, this.query.has(name) ? "replace" : "push");
  }

  /** A new entry of the history at the same address, with something else that goes with it. */
  keep(state: unknown): void {
    this.go(location.pathname + location.search, "push", state);
  }

  #read(): void {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
    this.state = history.state as unknown;
  }
}

/** The one address bar. */
export const router = new Router();

/** Follows links within the dashboard without loading the page anew; all others are left to the browser. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest("a");
  if (link === null || link.origin !== location.origin || link.target !== "" || link.hasAttribute("download")) return;
  if (link.hash !== "" || link.pathname.startsWith("/api/")) return;
  event.preventDefault();
  router.go(link.pathname + link.search);
}
