import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { runOperation } from "../../src/operations/run/operation.js";
import { queryDuckdb } from "../support/duckdb.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const object = (day: string): string => `{"customer_id": "ada", "sale_date": "${day}", "revenue": 2.25}\n`;

// Archives are unpacked by the embedded engine's own files, wherever the result goes.
describe("an archive of several files", () => {
  const { path } = temporaryFolder();

  async function write(name: string, members: Readonly<Record<string, string>>): Promise<string> {
    const zip = new ZipFile();
    for (const [member, text] of Object.entries(members)) zip.addBuffer(Buffer.from(text), member);
    zip.end();
    const file = path(name);
    await pipeline(zip.outputStream, createWriteStream(file));
    return file;
  }

  /** The customers as `id|frequency|monetary`, and what was told of the archive. */
  async function scored(source: string): Promise<{ customers: string[]; notes: string[] }> {
    const notes: string[] = [];
    const note = (message: string): void => void notes.push(message);
    const store = path("store.duckdb");
    await runOperation.run({ source, store }, { progress: { stage: () => {}, advance: () => {}, note } });
    const rows = await queryDuckdb(
      store,
      "SELECT customer_id || '|' || frequency || '|' || monetary AS line FROM customer_rfm ORDER BY 1",
    );
    return {
      customers: rows.map(({ line }) => String(line)),
      notes: notes.filter((each) => each.startsWith(source)).map((each) => each.replace(source, "ZIP")),
    };
  }

  const MAY = "customer_id,sale_date,revenue\nada,2024-05-01,5\nbob,2024-05-02,7.50\n";
  const JUNE = "Revenue;Customer ID;Sale Date\n1;ada;2024-06-01\n";

  test("with the same columns is read as several files are, and what is beside them is told", async () => {
    const people = "customer_id,name\nada,Ada\n";
    const file = await write("months.zip", {
      "2024/05.csv": MAY,
      "2024/06.csv": JUNE,
      "people.csv": people,
      "README.md": "x",
    });
    expect(await scored(file)).toEqual({
      customers: ["ada|2|6.0000", "bob|1|7.5000"],
      notes: ["ZIP holds 2 files with the same columns, and all are read; people.csv is left out."],
    });
    const json = await write("json.zip", { "1.jsonl": object("2024-01-01"), "2.json": `[${object("2024-01-02")}]` });
    expect((await scored(json)).customers).toEqual(["ada|2|4.5000"]);
  });

  test("of which one names a customer, a date and an amount is read from that one", async () => {
    const file = await write("one.zip", { "products.csv": "sku,price\n1,2\n", "orders.csv": MAY });
    expect(await scored(file)).toEqual({
      customers: ["ada|1|5.0000", "bob|1|7.5000"],
      notes: ["ZIP is read from orders.csv; products.csv is left out."],
    });
  });

  test("with other columns each is a question; its answers go on behind the archive", async () => {
    const more = MAY.replace("revenue", "revenue,net_revenue").replaceAll(/(5|7.50)\n/g, "$1,1\n");
    const file = await write("unlike.zip", { "a.csv": MAY, "b/b.csv": more });
    await expect(runOperation.run({ source: file, store: path("none.duckdb") })).rejects.toMatchObject({
      code: "BAD_FILE",
      message: `${file} holds 2 files that could be sales: a.csv, b/b.csv.`,
      tries: [
        { inputs: { source: `${file}/a.csv` }, means: "the sales are in a.csv" },
        { inputs: { source: `${file}/b/b.csv` }, means: "the sales are in b/b.csv" },
      ],
    });
    expect((await scored(`${file}/a.csv`)).customers).toEqual(["ada|1|5.0000", "bob|1|7.5000"]);
    await expect(scored(`${file}/c.csv`)).rejects.toMatchObject({
      code: "NO_SUCH_FILE",
      message: `There is no file c.csv in ${file}.`,
    });
    await expect(scored(`${path("store.duckdb")}/c.csv`)).rejects.toMatchObject({ code: "NO_SUCH_FILE" });
  });
});
