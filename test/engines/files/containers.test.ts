import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { bytesOf, findWrappedArrays } from "../../../src/engines/files/containers/json-wrapper.js";
import { openZip } from "../../../src/engines/files/containers/zip-archive.js";
import { likelyMembers } from "../../../src/engines/files/containers/zip-member.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "containers-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function* inPieces(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function chosen(names: readonly string[]): Promise<string> {
  const zip = new ZipFile();
  for (const name of names) zip.addBuffer(Buffer.from(name.endsWith("empty.csv") ? "" : "a,b\n"), name);
  zip.end();
  const file = join(folder, "sales.zip");
  await pipeline(zip.outputStream, createWriteStream(file));
  const archive = await openZip(file, "sales.zip");
  try {
    return likelyMembers(archive, "sales.zip")
      .map(({ name }) => name)
      .join(", ");
  } finally {
    archive.close();
  }
}

async function arraysOf(text: string, size?: number): Promise<string[]> {
  const found = await findWrappedArrays(inPieces(text, size), "page.json");
  const shown: string[] = [];
  for (const array of found) {
    let content = "";
    for await (const piece of bytesOf(inPieces(Buffer.from(text).subarray(array.start).toString()), array))
      content += Buffer.from(piece).toString();
    shown.push(`${array.path.join(".")} ${content}`);
  }
  return shown;
}

describe("the files in an archive that may be sales", () => {
  test.each([
    [
      ["export/transactions.csv", "export/README.txt", "__MACOSX/export/._transactions.csv", ".DS_Store"],
      "export/transactions.csv",
    ],
    [["sales.txt", "readme.txt", "LICENSE"], "sales.txt"],
    [["sales.csv.gz", "notes.pdf"], "sales.csv.gz"],
    [["data"], "data"],
    [["sales.csv", "empty.csv"], "sales.csv"],
    [["a.csv", "b/c.json", "x.txt"], "a.csv, b/c.json"],
  ])("of %j are %s", async (names, name) => {
    expect(await chosen(names)).toBe(name);
  });

  test("there has to be one", async () => {
    await expect(chosen(["README.md"])).rejects.toMatchObject({ message: "sales.zip holds no file of sales." });
  });

  test("a file that is cut off is no archive", async () => {
    const file = join(folder, "cut.zip");
    await pipeline(inPieces("PK\u0003\u0004 and no end"), createWriteStream(file));
    await expect(openZip(file, "cut.zip")).rejects.toMatchObject({ code: "BAD_FILE" });
  });
});

describe("JSON in a wrapper", () => {
  test.each([
    ['{"orders": [{"id": 1.50}, {"id": "é]"}], "next": null}', ['orders [{"id": 1.50}, {"id": "é]"}]']],
    [
      '{"a":"x","data":{"orders":[ {"lines":[{"n":1}]} ],"tags":["x"],"none":[]}}',
      ['data.orders [ {"lines":[{"n":1}]} ]'],
    ],
    ['{"orders":[{"a":1}],"people":[{"b":2}]}', ['orders [{"a":1}]', 'people [{"b":2}]']],
    ['{"a":1,"items":[{"x":1}]}\n{"a":2,"items":[{"x":1}]}\n', []],
    ['[{"orders":[{"a":1}]}]', []],
    ['{"pairs":[[{"a":1}]], "mixed":[1,{"a":1}]}', []],
    ['{"orders":[{"a":1}', []],
    ["{no json}", []],
  ])("%s", async (text, arrays) => {
    expect(await arraysOf(text)).toEqual(arrays);
  });

  test("is found wherever the file is cut into pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ id: fc.string(), n: fc.double() }), { minLength: 1 }),
        fc.integer({ min: 1, max: 50 }),
        async (orders, size) => {
          const text = JSON.stringify({ meta: { page: 1 }, orders });
          expect(await arraysOf(text, size)).toEqual([`orders ${JSON.stringify(orders)}`]);
        },
      ),
    );
  });

  test("of any depth is left to the engine to refuse", async () => {
    expect(await arraysOf(`{"orders":${'{"a":'.repeat(100_000)}`, 4096)).toEqual([]);
  });
});
