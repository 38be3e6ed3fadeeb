import type { TestProject } from "vitest/node";
import { findChromium } from "./find-chromium.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The path of a Chromium. */
    chromium: string;
  }
}

/** Finds or unpacks the browser once, before any test wants it. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide("chromium", await findChromium());
}
