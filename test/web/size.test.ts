import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const assets = new URL("../../dist/web/assets/", import.meta.url);
const scripts = readdirSync(assets).filter((file) => file.endsWith(".js"));
const gzipped = (file: string): number => gzipSync(readFileSync(new URL(file, assets))).length;

test("all scripts of the dashboard but charts are under 120 kB, compressed", () => {
  const others = scripts.filter((file) => !file.startsWith("charts-"));
  expect(others.length).toBe(scripts.length - 1);
  expect(others.reduce((sum, file) => sum + gzipped(file), 0)).toBeLessThan(120_000);
});

test("what every view needs is under 40 kB, compressed, and asks for no charts", () => {
  const page = readFileSync(new URL("../index.html", assets), "utf8");
  const first = [...page.matchAll(/\/assets\/([\w-]+\.js)/g)].map(([, file]) => file as string);
  expect(first.length).toBeGreaterThan(0);
  expect(first.reduce((sum, file) => sum + gzipped(file), 0)).toBeLessThan(40_000);
  expect(first.filter((file) => file.startsWith("charts-"))).toEqual([]);
});

test("nothing in the dashboard's page needs inline script or style", () => {
  const page = readFileSync(new URL("../index.html", assets), "utf8");
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
});
