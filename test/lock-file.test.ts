import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const { packages } = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as {
  packages: Record<string, { readonly integrity?: string; readonly resolved?: string }>;
};
const installed = Object.entries(packages).filter(([path]) => path !== "");
const paths = (entries: typeof installed): string[] => entries.map(([path]) => path);

test("every locked package has a checksum, those of other platforms too, and none names a registry", () => {
  expect(installed.length).toBeGreaterThan(100);
  expect(paths(installed.filter(([, { integrity }]) => integrity?.startsWith("sha512-") !== true))).toEqual([]);
  expect(paths(installed.filter(([, { resolved }]) => resolved !== undefined))).toEqual([]);
});
