// Writes docs/images/*.png: the views of the dashboard, on the demo.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "../test/support/browser/find-chromium.js";

const BIN = fileURLToPath(new URL("../bin/quintile.js", import.meta.url));
const IMAGES = fileURLToPath(new URL("../docs/images/", import.meta.url));

/** @typedef {{ name: string, path: string, theme?: "light" | "dark", width?: number, height?: number }} Picture */

/** @type {Picture[]} */
const PICTURES = [
  { name: "overview", path: "/", height: 1000 },
  { name: "overview-dark", path: "/", theme: "dark", height: 1000 },
  { name: "grid", path: "/grid?cell=54" },
  { name: "movement", path: "/movement?span=quarter", height: 900 },
  { name: "model", path: "/model?model=five-segment", height: 900 },
  { name: "customer", path: "/customer?id=42", height: 640 },
  { name: "icp", path: "/icp", height: 900 },
  { name: "runs-dark", path: "/runs", theme: "dark", height: 560 },
  { name: "phone", path: "/", width: 390, height: 844 },
];

const folder = mkdtempSync(join(tmpdir(), "screenshots-"));
quintile("demo");
quintile("run", "demo/fact_sales.csv", "--store", "demo/quintile.duckdb", "--model", "eleven-segment", "--quiet");
quintile("icp", "--attributes", "demo/dim_customers.csv", "--store", "demo/quintile.duckdb", "--top", "Champions");
const server = spawn(
  process.execPath,
  [BIN, "serve", "--port", "0", "--store", "demo/quintile.duckdb", "--source", "demo/fact_sales.csv"],
  {
    cwd: folder,
  },
);
const browser = await chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_FLAGS] });
try {
  mkdirSync(IMAGES, { recursive: true });
  const origin = await addressOf(server);
  for (const picture of PICTURES) await take(picture, origin);
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string[]} words */
function quintile(...words) {
  const { status, stderr } = spawnSync(process.execPath, [BIN, ...words], { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

/** @param {import("node:child_process").ChildProcessWithoutNullStreams} started @returns {Promise<string>} */
function addressOf(started) {
  return new Promise((resolve, reject) => {
    let said = "";
    /** @param {Buffer} chunk */
    const hear = (chunk) => {
      said += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    };
    started.stdout.on("data", hear);
    started.stderr.on("data", hear);
    started.on("exit", () => reject(new Error(said)));
  });
}

/** @param {Picture} picture @param {string} origin */
async function take({ name, path, theme = "light", width = 1280, height = 800 }, origin) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(origin + path);
  await page.waitForLoadState("networkidle");
  await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
  await context.close();
  process.stdout.write(`docs/images/${name}.png\n`);
}
