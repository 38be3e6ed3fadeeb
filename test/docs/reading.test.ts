import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CURRENCIES } from "../../src/sql/numbers/currencies.js";

const page = readFileSync(new URL("../../docs/reading.md", import.meta.url), "utf8");

test("docs/reading.md names every currency that is known", () => {
  for (const { code, spellings } of CURRENCIES) {
    expect(page).toContain(`- ${[code, ...spellings].map((word) => `\`${word}\``).join(" ")}\n`);
  }
});
