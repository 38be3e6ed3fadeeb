import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, inject } from "vitest";
import { CHROMIUM_FLAGS } from "./find-chromium.js";

/** How a page is looked at. */
export interface Look {
  readonly theme?: "light" | "dark";
  /** Of the window, in CSS pixels. */
  readonly width?: number;
  readonly locale?: string;
}

/** A page, and what it did that no page should do. */
export interface WatchedPage {
  readonly page: Page;
  /** Says what went wrong so far: errors on the console, uncaught ones, and requests to another origin. */
  faults(): readonly string[];
}

/** A browser for the tests of one file. Returns what opens a page of a site, in a profile of its own. */
export function browser(): (origin: string, look?: Look) => Promise<WatchedPage> {
  let running: Browser;
  beforeAll(async () => {
    running = await chromium.launch({ executablePath: inject("chromium"), args: [...CHROMIUM_FLAGS] });
  });
  afterAll(async () => await running.close());
  return async (origin, { theme = "light", width = 1280, locale = "en-GB" } = {}) => {
    const options: BrowserContextOptions = { viewport: { width, height: 850 }, colorScheme: theme, locale };
    const context = await running.newContext({ ...options, baseURL: origin, acceptDownloads: true });
    context.setDefaultTimeout(60_000);
    return watch(await context.newPage(), origin);
  };
}

function watch(page: Page, origin: string): WatchedPage {
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const { origin: asked, protocol } = new URL(request.url());
    if (asked !== origin && protocol !== "blob:") faults.push(`request: ${request.url()}`);
  });
  return { page, faults: () => faults };
}
