import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type CellObject, utils, write } from "@e965/xlsx";
import fc from "fast-check";
import { encode } from "iconv-lite";
import { ZipFile } from "yazl";
import type { RawSale } from "../oracle/score-sales.js";
import { storeSales } from "../support/duckdb.js";
import type { ColumnType } from "../support/sales-table.js";

/** A row of sales with a note, as text. */
interface Row extends RawSale {
  readonly note: string;
}

/** Encodings with text that each can hold: names of customers, and sentences enough to tell the encoding by. */
interface Alphabet {
  /** As `--encoding` and the encoder name it. */
  readonly encoding: string;
  readonly names: readonly string[];
  readonly sentences: readonly string[];
}

const WESTERN = {
  names: ["Zoë", "François", "Müller", "Peña", "Åse"],
  sentences: [
    "Livré à l'hôtel où la réception est fermée après dîner",
    "Größe geändert, bitte für Frau Müller zurücklegen",
    "El señor Peña llamará mañana por la dirección",
  ],
};
const ALPHABETS: readonly Alphabet[] = [
  { encoding: "windows-1252", ...WESTERN },
  { encoding: "iso-8859-15", ...WESTERN },
  { encoding: "macintosh", ...WESTERN },
  {
    encoding: "windows-1250",
    names: ["Łukasz", "Żaneta", "Šárka", "Győző"],
    sentences: [
      "Zamówienie wysłano wczoraj, proszę dzwonić przed dostawą",
      "Příliš žluťoučký kůň, doručit až odpoledne",
    ],
  },
  {
    encoding: "iso-8859-2",
    names: ["Łukasz", "Grażyna", "Čapek", "Győző"],
    sentences: [
      "Zamówienie wysłano wczoraj, proszę dzwonić przed dostawą",
      "Faktura będzie wysłana później, dziękujemy",
    ],
  },
  {
    encoding: "windows-1251",
    names: ["Иван", "Ольга", "Юрий"],
    sentences: ["Доставить до обеда, позвонить заранее", "Покупатель просит вернуть деньги за товар"],
  },
  {
    encoding: "koi8-r",
    names: ["Иван", "Ольга", "Юрий"],
    sentences: ["Доставить до обеда, позвонить заранее", "Покупатель просит вернуть деньги за товар"],
  },
  {
    encoding: "windows-1253",
    names: ["Γιώργος", "Ελένη", "Νίκος"],
    sentences: ["Παράδοση μετά το μεσημέρι, παρακαλώ τηλεφωνήστε", "Η παραγγελία ακυρώθηκε από τον πελάτη"],
  },
  {
    encoding: "windows-1254",
    names: ["Şükrü", "Işıl", "Çağrı"],
    sentences: ["Öğleden sonra teslim edilsin, lütfen arayın", "Müşteri siparişi iade etmek istiyor, çok geç geldi"],
  },
  {
    encoding: "windows-1255",
    names: ["דוד", "רחל"],
    sentences: ["נא למסור אחרי הצהריים ולהתקשר לפני כן", "הלקוח ביקש להחזיר את ההזמנה"],
  },
  {
    encoding: "windows-1256",
    names: ["محمد", "فاطمة"],
    sentences: ["يرجى التسليم بعد الظهر والاتصال قبل ذلك", "طلب العميل إرجاع المنتج"],
  },
  {
    encoding: "shift_jis",
    names: ["山田", "佐藤花子", "ソニー"],
    sentences: ["午後に配達してください。先に電話をお願いします。", "お客様から返品のご依頼がありました。"],
  },
  {
    encoding: "gb18030",
    names: ["王伟", "李娜", "北京公司"],
    sentences: ["请下午送货，送货前请先打电话联系客户。", "客户要求退货，订单已经取消，请尽快处理。"],
  },
];
/** What every encoding can hold. */
const PLAIN = {
  names: ["7", "007", "a", "B-1", '"x"', "12345678901234567890", "a,b;c"],
  sentences: ["", "plain", "a, b; c", "two\nlines", 'she said "no"', "tab\there"],
};
const UNICODE = { names: [...WESTERN.names, "山田", "Иван"], sentences: ["ünï|cödé", "✓ 😀"] };

const someOf = (texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

/** Some tables hold values that are no dates and no amounts, and take longer. */
const READABLE = {
  date: fc.constantFrom("2024-01-31", "2024-02-01", "2023-12-24", "2024-02-01"),
  revenue: fc.constantFrom("5", "5.00", "1234.5", "-3.25", "0.1", "5"),
};
const UNREADABLE = { date: fc.constantFrom("2024-02-30", ""), revenue: fc.constantFrom("n/a", "") };

function rowsOf(
  { names, sentences }: Pick<Alphabet, "names" | "sentences">,
  isClean: boolean,
  files: number,
): fc.Arbitrary<readonly Row[]> {
  const valueOf = (name: keyof typeof READABLE): fc.Arbitrary<string> =>
    isClean
      ? READABLE[name]
      : fc.oneof({ weight: 5, arbitrary: READABLE[name] }, { weight: 1, arbitrary: UNREADABLE[name] });
  return fc.array(
    fc.record({
      customer: fc.oneof(
        { weight: 4, arbitrary: someOf([...PLAIN.names, ...names]) },
        { weight: 4, arbitrary: someOf(["1", "2", "30", "-4"]) },
        { weight: 1, arbitrary: fc.constant("") },
      ),
      date: valueOf("date"),
      revenue: valueOf("revenue"),
      note: someOf([...PLAIN.sentences, ...sentences, ...sentences]),
    }),
    { minLength: files, maxLength: 4 * files },
  );
}

const COLUMNS = { customer: "customer_id", date: "order_date", revenue: "amount", note: "note" } as const;
type Name = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as Name[];

/** How one file is written. */
const layouts = fc.record({
  kind: fc.constantFrom(
    ...(["text", "text", "text", "text", "json", "ndjson", "wrapped", "xlsx", "xls", "ods", "parquet"] as const),
  ),
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  isQuoted: fc.boolean(),
  end: fc.constantFrom("\n", "\r\n", "\r"),
  /** Where text is not in the encoding of its alphabet. */
  unicode: fc.constantFrom("utf-8", "utf-8", "marked", "utf-16le", "utf-16be"),
  isUnicode: fc.boolean(),
  packed: fc.constantFrom("plain", "plain", "gz", "zip"),
  order: fc.shuffledSubarray(NAMES, { minLength: NAMES.length, maxLength: NAMES.length }),
  above: fc.constantFrom(0, 0, 1, 2),
  below: fc.constantFrom(0, 0, 1),
  spelling: fc.constantFrom("plain", "upper", "blanks"),
  /** Numbers and dates as such, where a format has them. */
  isTyped: fc.boolean(),
  /** Another sheet in a workbook, before or behind the sales. */
  otherSheet: fc.constantFrom("none", "before", "behind"),
});
type Layout = typeof layouts extends fc.Arbitrary<infer T> ? T : never;

/** Sales, and a way to write them into the files of a folder. */
export interface WrittenTable {
  readonly rows: readonly Row[];
  /** What is said of the encoding; undefined where it is to be found out. */
  readonly encoding: string | undefined;
  /** How it is written, for the message about a case that fails. */
  readonly layouts: readonly Layout[];
  write(folder: string): Promise<void>;
}

/** Files of one table. A run takes longer than reading one of them, so that many ways of writing go into each run. */
const MOST_FILES = 19;

/** Any sales, split into up to {@link MOST_FILES} files, each written in a way of its own. */
export const writtenTables: fc.Arbitrary<WrittenTable> = fc
  .oneof(
    { weight: 2, arbitrary: fc.constant({ encoding: undefined, ...UNICODE }) },
    { weight: 3, arbitrary: fc.constantFrom(...ALPHABETS) },
  )
  .chain((alphabet) =>
    fc.record({
      alphabet: fc.constant(alphabet),
      files: fc.array(layouts, { minLength: 1, maxLength: MOST_FILES }),
      isNamed: fc.boolean(),
      isClean: fc.nat(5).map((each) => each > 0),
    }),
  )
  .chain((drawn) => rowsOf(drawn.alphabet, drawn.isClean, drawn.files.length).map((rows) => ({ ...drawn, rows })))
  .map(({ alphabet: { encoding }, rows, files, isNamed }) => {
    // What is said of the encoding holds for all files that are text.
    const isSaid = isNamed && encoding !== undefined && files.every(({ kind }) => !isJson(kind));
    const written = files.map((layout) =>
      isSaid || encoding === undefined ? { ...layout, isUnicode: !isSaid } : layout,
    );
    return {
      rows,
      encoding: isSaid ? encoding : undefined,
      layouts: written,
      write: async (folder) => {
        const share = Math.ceil(rows.length / written.length);
        for (const [index, layout] of written.entries()) {
          const own = rows.slice(index * share, (index + 1) * share);
          const stem = join(folder, `f${index}`);
          if (own.length > 0) await writeRows(stem, own, layout, layout.isUnicode ? undefined : encoding);
        }
      },
    };
  });

function isJson(kind: Layout["kind"]): boolean {
  return kind === "json" || kind === "ndjson" || kind === "wrapped";
}

async function writeRows(
  stem: string,
  rows: readonly Row[],
  layout: Layout,
  encoding: string | undefined,
): Promise<void> {
  const { kind } = layout;
  if (kind === "parquet") return writeParquet(`${stem}.parquet`, rows, layout);
  if (kind === "xlsx" || kind === "xls" || kind === "ods") {
    writeFileSync(`${stem}.${kind}`, workbook(rows, layout, kind));
    return;
  }
  const bytes = isJson(kind) ? Buffer.from(json(rows, layout)) : encoded(text(rows, layout), layout, encoding);
  const extension = kind === "text" ? "csv" : kind === "ndjson" ? "jsonl" : "json";
  const [ending, content] = await packed(extension, bytes, layout);
  writeFileSync(`${stem}.${ending}`, content);
}

function header(name: Name, { spelling }: Layout): string {
  const column = COLUMNS[name];
  if (spelling === "plain") return column;
  return spelling === "upper" ? column.toUpperCase() : column.replace("_", " ");
}

function text(rows: readonly Row[], layout: Layout): string {
  const { delimiter, isQuoted, end, order, above, below } = layout;
  const value = (field: string): string =>
    isQuoted || field.includes(delimiter) || /["\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  const lines = [order.map((name) => header(name, layout)), ...rows.map((row) => order.map((name) => row[name] ?? ""))];
  const titles = above === 0 ? [] : [...Array.from({ length: above }, () => "Sales of the shop"), ""];
  const notes = below === 0 ? [] : ["", "Printed by the office of the shop"];
  return [...titles, ...lines.map((line) => line.map(value).join(delimiter)), ...notes, ""].join(end);
}

function encoded(content: string, { unicode }: Layout, encoding: string | undefined): Buffer {
  if (encoding !== undefined) return encode(content, encoding);
  if (unicode === "utf-8") return Buffer.from(content);
  if (unicode === "marked") return Buffer.from(`\uFEFF${content}`);
  const wide = Buffer.from(`\uFEFF${content}`, "utf16le");
  return unicode === "utf-16le" ? wide : wide.swap16();
}

async function packed(extension: string, bytes: Buffer, { packed: how }: Layout): Promise<[string, Buffer]> {
  if (how === "plain") return [extension, bytes];
  if (how === "gz") return [`${extension}.gz`, gzipSync(bytes)];
  const zip = new ZipFile();
  zip.addBuffer(bytes, `export/sales.${extension}`);
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  return [`${extension}.zip`, Buffer.concat(chunks)];
}

const NUMBER = /^(0|-?[1-9]\d{0,14})$/;
const AMOUNT = /^-?\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** True for a value that a format with types has as a number or a date. */
function isTypedValue(name: Name, value: string): boolean {
  if (name === "customer") return NUMBER.test(value);
  return name === "revenue" ? AMOUNT.test(value) : name === "date" && DAY.test(value) && isDay(value);
}

function isDay(value: string): boolean {
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function json(rows: readonly Row[], layout: Layout): string {
  const { kind, order, isTyped } = layout;
  const objects = rows.map((row) =>
    Object.fromEntries(
      order.flatMap((name): [string, unknown][] => {
        const value = row[name] ?? "";
        if (value === "" && isTyped) return [];
        const isNumber = isTyped && name !== "date" && isTypedValue(name, value);
        return [[header(name, layout), isNumber ? Number(value) : value]];
      }),
    ),
  );
  if (kind === "json") return JSON.stringify(objects);
  if (kind === "wrapped") return JSON.stringify({ page: 1, data: { orders: objects } });
  return objects.map((each) => JSON.stringify(each)).join("\n");
}

function workbook(rows: readonly Row[], layout: Layout, kind: "xlsx" | "xls" | "ods"): Buffer {
  const { order, above, below, otherSheet } = layout;
  const cells: (CellObject | null)[][] = rows.map((row) =>
    order.map((name) => cell(name, row[name] ?? "", layout, kind)),
  );
  const titles = above === 0 ? [] : [...Array.from({ length: above }, () => ["Sales of the shop"]), []];
  const notes = below === 0 ? [] : [[], ["Printed by the office of the shop"]];
  const sales = utils.aoa_to_sheet([...titles, order.map((name) => header(name, layout)), ...cells, ...notes]);
  const other = utils.aoa_to_sheet([["Printed by the office of the shop"]]);
  const sheets = { none: { sales }, before: { other, sales }, behind: { sales, other } }[otherSheet];
  const book = { SheetNames: Object.keys(sheets), Sheets: sheets };
  return write(book, { type: "buffer", bookType: kind === "xls" ? "biff8" : kind }) as Buffer;
}

function cell(name: Name, value: string, { isTyped }: Layout, kind: "xlsx" | "xls" | "ods"): CellObject | null {
  if (value === "") return null;
  if (!isTyped || !isTypedValue(name, value)) return { t: "s", v: value };
  if (name !== "date") return { t: "n", v: Number(value) };
  const day = (Date.parse(value) - Date.UTC(1899, 11, 30)) / 86_400_000;
  return kind === "ods" ? { t: "s", v: value } : { t: "n", v: day, z: "yyyy-mm-dd" };
}

const TYPES: Readonly<Record<Name, ColumnType>> = {
  customer: "BIGINT",
  date: "DATE",
  revenue: "DECIMAL(18,4)",
  note: "VARCHAR",
};

async function writeParquet(file: string, rows: readonly Row[], layout: Layout): Promise<void> {
  const columns = layout.order.map((name): { name: string; type: ColumnType } => {
    const isOfType = layout.isTyped && rows.every((row) => row[name] === "" || isTypedValue(name, row[name] ?? ""));
    return { name: header(name, layout), type: isOfType ? TYPES[name] : "VARCHAR" };
  });
  const values = rows.map((row) => layout.order.map((name) => (row[name] === "" && layout.isTyped ? null : row[name])));
  await storeSales(":memory:", { columns, rows: values }, `COPY fact_sales TO '${file}' (FORMAT parquet)`);
}
