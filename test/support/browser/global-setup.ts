import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { quintile } from "../../cli/command.js";
import { findChromium } from "./find-chromium.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The path of a Chromium. */
    chromium: string;
    /** A folder that holds the demo shop in `demo`; each file of tests copies it. */
    demo: string;
  }
}

/** Before any test wants them, finds or unpacks the browser, and makes the demo shop. */
export default async function setup(project: TestProject): Promise<() => void> {
  project.provide("chromium", await findChromium());
  const folder = mkdtempSync(join(tmpdir(), "demo-"));
  const { code, err } = await quintile(["demo"], { cwd: folder });
  if (code !== 0) throw new Error(err);
  project.provide("demo", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
