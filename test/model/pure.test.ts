import { readdirSync, readFileSync } from "node:fs";
import { sep } from "node:path";
import { expect, test } from "vitest";

const room = new URL("../../src/model/", import.meta.url);

/** What a file of the model may import: the room's own files, the error type and the YAML parser; one of a folder in it likewise. */
const ALLOWED = {
  room: /^(\.\/([a-z-]+\/)?[a-z-]+\.js|\.\.\/errors\.js|yaml)$/,
  folder: /^(\.\/[a-z-]+\.js|\.\.\/([a-z-]+\/)?[a-z-]+\.js|\.\.\/\.\.\/errors\.js)$/,
};

const files = readdirSync(room, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll(sep, "/"))
  .filter((file) => file.endsWith(".ts"));

test("files in folders of the model are looked at too", () => {
  expect(files).toContain("cell.ts");
  expect(files).toContain("statistics/round-half-even.ts");
});

test.each(files)("%s runs in a browser: it imports its room, the error type and yaml only", (file) => {
  const text = readFileSync(new URL(file, room), "utf8");
  const imported = [...text.matchAll(/(?:^import |^(?:import|export)\b[^"';]*\bfrom |\bimport\()"([^"]+)"/gm)].map(
    ([, name]) => name ?? "",
  );
  for (const name of imported) expect(name).toMatch(file.includes("/") ? ALLOWED.folder : ALLOWED.room);
  expect(text).not.toMatch(/\b(process|Buffer|require|__dirname)\b\s*[.(]/);
});
