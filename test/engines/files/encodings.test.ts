import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { encode } from "iconv-lite";
import { expect, test } from "vitest";
import { WordCollector } from "../../../src/engines/files/encodings/collect-words.js";
import { decodeBytes, decodeText } from "../../../src/engines/files/encodings/decode-text.js";
import { encodingOf, parseEncoding } from "../../../src/engines/files/encodings/encoding.js";
import { findEncoding } from "../../../src/engines/files/encodings/find-encoding.js";

async function* inPieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function textOf(bytes: Uint8Array, label: string, size = 7): Promise<string> {
  let text = "";
  for await (const piece of decodeText(inPieces(bytes, size), encodingOf(label), "sales.csv")) text += piece;
  return text;
}

function wordsOf(lines: readonly Buffer[]): readonly string[] {
  const collector = new WordCollector();
  for (const line of lines) collector.read(Buffer.concat([line, Buffer.from("\n")]));
  return collector.words();
}

const NAMES = {
  german: [
    "Müller",
    "Jäger",
    "Groß",
    "Schröder",
    "Köhler",
    "Weiß",
    "Österreich",
    "Bäckerei Straße",
    "Büchner",
    "Sören",
  ],
  french: [
    "Hélène",
    "François",
    "Noël",
    "Jérôme",
    "Benoît",
    "Cécile",
    "Société Générale",
    "Éloïse",
    "Maïté",
    "Crêperie",
  ],
  turkish: ["Ayşe Işık", "Gökçe", "Çağlar", "Şükrü", "Öztürk", "Yıldız", "Doğan", "Ağaoğlu", "İstanbul", "Güneş"],
  polish: ["Łukasz Wójcik", "Kamiński", "Dąbrowski", "Woźniak", "Kozłowska", "Grażyna", "Świątek", "Piłat", "Gałązka"],
  russian: ["Иванов", "Смирнов", "Кузнецова", "Попов", "Соколова", "Лебедев", "Москва", "Козлов"],
  japanese: ["田中太郎", "鈴木花子", "高橋さくら", "渡辺商店", "ヤマダ電機", "佐藤健", "伊藤あおい", "小林誠"],
} as const;

function sales(names: readonly string[], end = "\r\n", sign = ""): string {
  const rows = Array.from(
    { length: 60 },
    (_, index) => `${index};2024-01-${10 + (index % 9)};${names[index % names.length]};${index}.50${sign}`,
  );
  return ["order;date;customer;amount", ...rows].join(end);
}

test.each([
  ["german", "windows-1252"],
  ["german", "macintosh"],
  ["french", "windows-1252"],
  ["french", "macintosh"],
  ["french", "cp850"],
  ["turkish", "windows-1254"],
  ["polish", "windows-1250"],
  ["polish", "iso-8859-2"],
  ["russian", "windows-1251"],
  ["russian", "koi8-r"],
  ["japanese", "shift_jis"],
  ["japanese", "euc-jp"],
  ["german", "utf-16le"],
  ["german", "utf-16be"],
  ["japanese", "gb18030"],
] as const)("%s sales in %s are read back as they were", async (language, label) => {
  const text = sales(NAMES[language]);
  const bytes = encode(text, label === "macintosh" ? "macroman" : label);
  const found = await findEncoding(inPieces(bytes, 4096));
  // Few Japanese names in a Chinese encoding: what is not known is not called certain.
  if (label === "gb18030") expect(found.certain && decodeBytes(bytes, found.encoding) !== text).toBe(false);
  else expect(await textOf(bytes, found.encoding.label)).toBe(text);
});

test("a sign of the euro in every row does not turn German into Hebrew", async () => {
  const bytes = encode(sales(NAMES.german, "\n", " €"), "windows-1252");
  const found = await findEncoding(inPieces(bytes, 4096));
  expect(found).toEqual({
    encoding: { label: "windows-1252", name: "Windows-1252" },
    evidence: "words",
    certain: true,
    others: [],
  });
});

test("a file is UTF-8 unless an invalid byte occurs anywhere, wherever it is cut into pieces", async () => {
  const text = Buffer.from(sales([...NAMES.french, ...NAMES.japanese, "𝒜lice"]));
  for (const size of [1, 2, 3, 5, 4096])
    expect(await findEncoding(inPieces(text, size))).toMatchObject({ encoding: { name: "UTF-8" }, evidence: "valid" });
  const late = Buffer.concat([Buffer.alloc(100_000, "a,b\n"), Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72])]);
  expect(decodeBytes(late.subarray(-6), (await findEncoding(inPieces(late, 4096))).encoding)).toBe("Müller");
  expect((await findEncoding(inPieces(Buffer.concat([text, Buffer.from("田").subarray(0, 2)]), 4096))).evidence).toBe(
    "mixed",
  );
});

test("UTF-8 with some lines of another encoding is called mixed, since no encoding reads it all", async () => {
  const bytes = Buffer.concat([Buffer.from(sales(NAMES.german)), encode("\r\n61;2024-01-10;Bjørn;1", "windows-1252")]);
  expect(await findEncoding(inPieces(bytes))).toMatchObject({ evidence: "mixed", certain: false });
});

test.each([
  ["Grażyna", "iso-8859-2"],
  ["Peña", "macintosh"],
])(
  "a letter that stands alone, as in %s, leaves the encoding in doubt, and the right one is among those told",
  async (name, label) => {
    const { encoding, certain, others } = await findEncoding(inPieces(encode(sales([name]), label)));
    const texts = [encoding, ...others].map((each) => decodeBytes(encode(name, label), each));
    expect({ certain, isTold: texts.includes(name) }).toEqual({ certain: false, isTold: true });
  },
);

test("a sign that stands alone says too little to be certain", async () => {
  const found = await findEncoding(inPieces(encode(sales(["Smith"], "\n", " Û"), "windows-1252")));
  expect(found).toMatchObject({ evidence: "words", certain: false });
});

test("the words that are looked at do not depend on the order of lines", () => {
  const lines = Array.from({ length: 60_000 }, (_, index) =>
    Buffer.from([0xe4, ...Buffer.from(String(index)).map((digit) => digit + 0x31)]),
  );
  const forward = wordsOf(lines);
  expect(forward.length).toBe(10_000);
  expect(wordsOf(lines.toReversed())).toEqual(forward);
});

test.each([
  ["latin1", "windows-1252", "Windows-1252"],
  ["ISO-8859-1", "windows-1252", "Windows-1252"],
  ["MacRoman", "macintosh", "MacRoman"],
  ["mac", "macintosh", "MacRoman"],
  ["sjis", "shift_jis", "Shift-JIS"],
  ["UTF-16", "utf-16le", "UTF-16 (little-endian)"],
  ["gbk", "gbk", "GBK"],
  ["cp850", "cp850", "CP850"],
  ["utf8", "utf-8", "UTF-8"],
])("--encoding %s is %s", (text, label, name) => {
  expect(parseEncoding(text)).toEqual({ label, name });
});

test("an encoding that nobody knows is refused with names to take", () => {
  expect(() => parseEncoding("klingon")).toThrowErrorMatchingInlineSnapshot(
    `[QuintileError: There is no encoding "klingon".]`,
  );
});

test("Windows-1252 is read with the signs between 80 and 9F, which some platforms take for control characters", async () => {
  expect(await textOf(Buffer.from([0x80, 0x8a, 0x92, 0x99]), "windows-1252")).toBe("€Š’™");
});

test("MacRoman has the sign of the euro", async () => {
  expect(await textOf(Buffer.from([0xdb, 0xbd]), "macintosh")).toBe("€Ω");
});

test("bytes that mean nothing in the encoding are an error that names their line", async () => {
  const bytes = Buffer.concat([Buffer.from("a,b\n1,2\n3,"), Buffer.from([0x81, 0x0a])]);
  await expect(textOf(bytes, "shift_jis")).rejects.toMatchObject({
    code: "BAD_ENCODING",
    message: expect.stringContaining("Line 3 of sales.csv") as string,
  });
  await expect(textOf(Buffer.from([0x61, 0xff]), "utf-8")).rejects.toMatchObject({ code: "BAD_ENCODING" });
});

test("text in any encoding that holds it is decoded alike, whole and in pieces, without the mark", async () => {
  const cases = fc.record({
    text: fc.string({ unit: fc.constantFrom(...'aZ09,;\n\r"é€üŠ '.split("")), maxLength: 60 }),
    label: fc.constantFrom("windows-1252", "utf-16le", "utf-16be", "utf-8", "gb18030"),
    size: fc.integer({ min: 1, max: 9 }),
    marked: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ text, label, size, marked }) => {
      const bytes = encode(text, label, { addBOM: marked && label.startsWith("utf") });
      expect(await textOf(bytes, label, size)).toBe(text);
    }),
  );
});

const corpus = fileURLToPath(new URL("../../../../shared/corpus/", import.meta.url));
test.skipIf(!existsSync(corpus)).each([
  ["encoding-cp1252-german/Rechnungen.csv", "windows-1252"],
  ["encoding-cp1254-turkish/siparisler.csv", "windows-1254"],
  ["encoding-macroman-french/ventes.tab", "macintosh"],
  ["encoding-shift-jis/orders_sjis.csv", "shift_jis"],
  ["encoding-utf16-dutch/verkopen.txt", "utf-16le"],
])("%s is known as %s, for certain", async (file, label) => {
  expect(await findEncoding(inPieces(readFileSync(`${corpus}${file}`), 65_536))).toMatchObject({
    encoding: { label },
    certain: true,
  });
});
