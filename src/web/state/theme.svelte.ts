/** The user's choice: a theme, or that of the system. */
export type ThemeChoice = "system" | "light" | "dark";

const KEY = "quintile.theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

/** Light or dark, as chosen or as the system is. */
class Theme {
  choice = $state<ThemeChoice>(readChoice());
  #systemIsDark = $state(dark.matches);
  isDark: boolean = $derived(this.choice === "system" ? this.#systemIsDark : this.choice === "dark");

  constructor() {
    dark.addEventListener("change", ({ matches }) => (this.#systemIsDark = matches));
  }

  /** Takes the other theme, and keeps it for the next visit. */
  toggle(): void {
    this.choice = this.isDark ? "light" : "dark";
    localStorage.setItem(KEY, this.choice);
    document.documentElement.dataset["theme"] = this.choice;
  }
}

function readChoice(): ThemeChoice {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** The one theme of the page. */
export const theme = new Theme();
