/** Where the dashboard is: the path and the query of the address bar. */
class Router {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));

  constructor() {
    addEventListener("popstate", () => this.#read());
  }

  /** Goes to an address of this dashboard, as a new entry of the history or in place of the current one. */
  go(href: string, how: "push" | "replace" = "push"): void {
    if (how === "push") history.pushState(null, "", href);
    else history.replaceState(null, "", href);
    this.#read();
  }

  /** Changes parameters of the current address in place; an empty value removes one. */
  set(parameters: Readonly<Record<string, string>>): void {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(parameters)) {
      if (value === "") query.delete(name);
      else query.set(name, value);
    }
    const text = query.toString();
    this.go(`${this.path}${text === "" ? "" : `?${text}`}`, "replace");
  }

  #read(): void {
    this.path = location.pathname;
    this.query = new URLSearchParams(location.search);
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
