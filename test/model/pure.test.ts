import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const room = new URL("../../src/model/", import.meta.url);

test.each(readdirSync(room))("%s runs in a browser: it imports its room, the error type and yaml only", (file) => {
  const text = readFileSync(new URL(file, room), "utf8");
  const imported = [...text.matchAll(/(?:from|import\() ?"([^"]+)"/g)].map(([, name]) => name ?? "");
  for (const name of imported) expect(name).toMatch(/^(\.\/[a-z-]+\.js|\.\.\/errors\.js|yaml)$/);
  expect(text).not.toMatch(/\b(process|Buffer|require|__dirname)\b\s*[.(]/);
});
