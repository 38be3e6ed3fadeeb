import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.js";
import { quintile, shell } from "./command.js";

const { folder } = temporaryFolder();
const here = { cwd: folder };
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  copyFileSync(new URL("../fixtures/golden/n-101/sales.csv", import.meta.url), file("sales.csv"));
});

const customersOf = (out: string): unknown => (JSON.parse(out) as { customers: number }).customers;

/** What two runs of the same sales have in common. */
function resultOf(out: string): Record<string, unknown> {
  const result = JSON.parse(out) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(result).filter(([key]) => !["timings", "run", "store", "columns", "reading"].includes(key)),
  );
}

/** How the sales were read, whoever named the columns. */
function readingIn(out: string): unknown {
  const { reading } = JSON.parse(out.replaceAll('"guessed": true', '"guessed": false')) as { reading: unknown };
  return reading;
}

const PROGRESS = `open
sales: about 265 rows
Columns: customer = customer_id (guessed), date = sale_date (guessed), revenue = revenue (guessed)
metrics
fit
score
cube
publish
`;

describe("run", () => {
  test("shows the segments, and on standard error how far it is", async () => {
    const { code, out, err } = await quintile(["run", "sales.csv", "--store", "shown.duckdb"], here);
    expect(code).toBe(0);
    expect(err.replace(/about \d+ rows/, "about 265 rows")).toBe(PROGRESS);
    expect(out).toBe(`101 customers from 264 sales in sales.csv, as of 2025-02-02

Segment              Customers  Share                  Revenue  Share   Days  Sales    Amount
Champions                   12  11.9%  ████▏         25,762.89  19.0%   51.2    4.0  2,146.91
Loyal Customers             18  17.8%  ██████▏       33,689.16  24.8%  112.8    4.0  1,871.62
Potential Loyalists         26  25.7%  ████████▉     26,967.64  19.9%   37.7    1.9  1,037.22
At Risk                     10   9.9%  ███▍          16,711.64  12.3%  212.7    3.0  1,671.16
Others                      35  34.7%  ████████████  32,631.75  24.0%  192.7    1.8    932.34
Days since the last sale, sales and amount: the average of a customer.

Cutpoints  quintiles
recency    39  86  130  206
frequency  2  2  3  4
monetary   687.72  1,202.72  1,512.29  1,996.39
Many customers have the same frequency, so they get the same score, and some scores are not used.

Run 1 is published in shown.duckdb
`);
  });

  test("--json prints one object with the keys that scripts rely on", async () => {
    const { code, out } = await quintile(["run", "sales.csv", "--store", "json.duckdb", "--json", "--quiet"], here);
    expect(code).toBe(0);
    const { timings, ...result } = JSON.parse(out) as Record<string, unknown>;
    const segment = { share_customers: expect.any(Number) as number, share_revenue: expect.any(Number) as number };
    expect(result).toEqual({
      run: 1,
      source: "sales.csv",
      store: "json.duckdb",
      snapshot: "2025-02-02",
      customers: 101,
      sales: 264,
      purchases: 264,
      rows: 264,
      rejected: {
        left_out: 0,
        unknown_where: 0,
        missing_customer: 0,
        other_currency: 0,
        not_sold: 0,
        order_line: 0,
        bad_date: 0,
        bad_revenue: 0,
        bad_frequency: 0,
        after_snapshot: 0,
        before_window: 0,
        ignored_refund: 0,
        no_purchase: 0,
      },
      columns: {
        customer: { from: "customer_id", guessed: true },
        date: { from: "sale_date", guessed: true },
        revenue: { from: "revenue", guessed: true },
        order: null,
      },
      date_format: "ISO 8601",
      reading: {
        columns: {
          customer: { kind: "column", from: "customer_id", guessed: true },
          date: { kind: "column", from: "sale_date", guessed: true },
          revenue: { kind: "column", from: "revenue", guessed: true },
          order: null,
          status: null,
          currency: null,
          refunded: null,
        },
        sold: null,
        flags: [],
        notable: [],
        currency: null,
        rates: null,
        amount_of: "line",
        account: [],
        where: null,
        date_format: "ISO 8601",
        decimal: ".",
        refunds: "amount-only",
        encoding: null,
        sheet: null,
        region: null,
      },
      scoring: "quintiles",
      cutpoints_of: null,
      cutpoints: {
        recency: [39, 86, 130, 206],
        frequency: [2, 2, 3, 4],
        monetary: [687.72, 1202.72, 1512.29, 1996.39],
      },
      collapsed: { recency: false, frequency: true, monetary: false },
      split: { recency: 0, frequency: 0, monetary: 0 },
      model: "five-segment",
      segments: [
        {
          segment: "Champions",
          customers: 12,
          revenue: 25762.89,
          ...segment,
          avg_recency: 51.1666666666667,
          avg_frequency: 4,
          avg_monetary: 2146.9075,
          action: "Loyalty rewards, early access, ambassador programmes",
        },
        {
          segment: "Loyal Customers",
          customers: 18,
          revenue: 33689.16,
          ...segment,
          avg_recency: 112.833333333333,
          avg_frequency: 4,
          avg_monetary: 1871.62,
          action: "Subscription offers, bulk discounts, frequency rewards",
        },
        {
          segment: "Potential Loyalists",
          customers: 26,
          revenue: 26967.64,
          ...segment,
          avg_recency: 37.6923076923077,
          avg_frequency: expect.any(Number) as number,
          avg_monetary: expect.any(Number) as number,
          action: "Onboarding, second-purchase incentives",
        },
        {
          segment: "At Risk",
          customers: 10,
          revenue: 16711.64,
          ...segment,
          avg_recency: 212.7,
          avg_frequency: 3,
          avg_monetary: 1671.164,
          action: "Win-back, personal re-engagement, lapsed-customer discounts",
        },
        {
          segment: "Others",
          customers: 35,
          revenue: 32631.75,
          ...segment,
          avg_recency: expect.any(Number) as number,
          avg_frequency: expect.any(Number) as number,
          avg_monetary: expect.any(Number) as number,
          action: "Review manually",
        },
      ],
      files: [],
    });
    expect(Object.keys(timings as object)).toEqual([
      "open",
      "sales",
      "metrics",
      "fit",
      "score",
      "cube",
      "publish",
      "total",
    ]);
  });

  test("--quiet says nothing", async () => {
    expect(await quintile(["run", "sales.csv", "--store", "quiet.duckdb", "--quiet"], here)).toEqual({
      code: 0,
      out: "",
      err: "",
    });
  });

  test("exits with 3 under --strict, and writes the rejects with their lines", async () => {
    writeFileSync(
      file("bad.csv"),
      'customer_id,sale_date,revenue\na,2024-01-01,5\n\n"b\nb",2024-01-01,x\nc,2024-01-40,5\n',
    );
    const strict = await quintile(
      ["run", "bad.csv", "--strict", "--quiet", "--rejects", "rejects.csv", "--store", "strict.duckdb"],
      here,
    );
    expect(strict).toEqual({
      code: 3,
      out: "",
      err: "REJECTED_ROWS: 2 of 3 rows were rejected (bad_date 1, bad_revenue 1), and --strict allows none; nothing was published.\nThey are in rejects.csv.\n",
    });
    expect(existsSync(file("strict.duckdb"))).toBe(false);
    expect(readFileSync(file("rejects.csv"), "utf8")).toBe(
      'file,line,reason,customer_id,sale_date,revenue\nbad.csv,4,bad_revenue,"b\nb",2024-01-01,x\nbad.csv,6,bad_date,c,2024-01-40,5\n',
    );
  });

  test("reads standard input, packed too, and names with blanks and quotes", async () => {
    const sales = readFileSync(file("sales.csv"));
    copyFileSync(file("sales.csv"), file("my sale's.csv"));
    const options = ["--store", "input.duckdb", "--json", "--quiet"];
    expect(customersOf((await quintile(["run", "-", ...options], { ...here, input: sales })).out)).toBe(101);
    expect(customersOf((await quintile(["run", "my sale's.csv", ...options], here)).out)).toBe(101);
    expect(customersOf((await shell(`gzip -c sales.csv | quintile run - ${options.join(" ")}`, here)).out)).toBe(101);
    // A pipe can be read only once: nothing of it may be lost to a first look.
    expect(customersOf((await shell(`quintile run <(cat sales.csv) ${options.join(" ")}`, here)).out)).toBe(101);
  });

  test("--to - prints the customers, and only them", async () => {
    const { code, out, err } = await quintile(
      ["run", "sales.csv", "--store", "to.duckdb", "--to", "-", "--to", "to.csv"],
      here,
    );
    expect(code).toBe(0);
    expect(out).toBe(readFileSync(file("to.csv"), "utf8"));
    expect(out.split("\n")).toHaveLength(103);
    expect(err).toContain("Run 1 is published in to.duckdb, standard output, to.csv\n");
  });

  test("--to clears away what killed runs left beside the file, and nothing else", async () => {
    const mine = `kept.csv.partial-${process.pid}`;
    for (const name of ["kept.csv.partial-999999999", mine, "other.csv.partial-999999999"])
      writeFileSync(file(name), "");
    await quintile(["run", "sales.csv", "--store", "kept.duckdb", "--to", "kept.csv", "--quiet"], here);
    expect(
      readdirSync(folder)
        .filter((name) => name.includes(".csv.partial-"))
        .toSorted(),
    ).toEqual([mine, "other.csv.partial-999999999"]);
  });

  test("--to - adds to a file as a shell would", async () => {
    await shell(
      "echo first > added.txt; quintile run sales.csv --store added.duckdb --to - --quiet >> added.txt; echo last >> added.txt",
      here,
    );
    const lines = readFileSync(file("added.txt"), "utf8").split("\n");
    expect([lines.length, lines[0], lines[1]?.slice(0, 11), lines.at(-2)]).toEqual([
      105,
      "first",
      "customer_id",
      "last",
    ]);
  });

  test("is not upset by a reader that has seen enough", async () => {
    expect(
      await shell("quintile run sales.csv --store head.duckdb --to - --quiet | head -1; exit ${PIPESTATUS[0]}", here),
    ).toEqual({
      code: 0,
      out: "customer_id,recency,frequency,monetary,R_score,F_score,M_score,segment\n",
      err: "",
    });
    expect(
      (await shell("quintile run sales.csv --store head.duckdb 2>/dev/null | true; exit ${PIPESTATUS[0]}", here)).code,
    ).toBe(0);
    expect(
      (await shell("quintile run sales.csv --store head.duckdb 2>&1 >/dev/null | true; exit ${PIPESTATUS[0]}", here))
        .code,
    ).toBe(0);
    expect((await quintile(["runs", "--store", "head.duckdb", "--json"], here)).out.match(/"run":/g)).toHaveLength(3);
  });

  test("says that a reader which has seen enough did not get everything", async () => {
    const rows = Array.from({ length: 30_000 }, (_, n) => `customer ${n},2024-01-01,5\n`).join("");
    writeFileSync(file("many.csv"), `customer_id,sale_date,revenue\n${rows}`);
    await quintile(["run", "many.csv", "--store", "many.duckdb", "--quiet"], here);
    const { code, err } = await shell(
      "quintile export --store many.duckdb --to - | head -1 >/dev/null; exit ${PIPESTATUS[0]}",
      here,
    );
    expect({ code, last: err.trimEnd().split("\n").at(-1) }).toEqual({
      code: 0,
      last: "The reader of standard output stopped before its end: not everything was written there.",
    });
  });

  const hasTerminal = existsSync("/usr/bin/script");

  test.skipIf(!hasTerminal)(
    "shows a bar on a terminal (skipped where no script command makes one) that is wide enough for it, and leaves none behind",
    async () => {
      const { code, out } = await shell(
        `script -qec "stty cols 80; '${process.execPath}' '${new URL("../../bin/quintile.js", import.meta.url).pathname}' run sales.csv --store bar.duckdb" /dev/null`,
        { ...here, env: { NO_COLOR: "1" } },
      );
      expect(code).toBe(0);
      expect(out).toContain("\r\u001B[2Ksales                       0%");
      const beforeTable = out.slice(0, out.indexOf("101 customers"));
      expect(beforeTable.endsWith("\r\u001B[2K")).toBe(true);
      expect(out.replaceAll("\r\u001B[2K", "")).not.toContain("\u001B");
    },
  );
});

describe("the configuration", () => {
  test("that init writes gives the same run, and each of its lines can be switched on", async () => {
    writeFileSync(
      file("orders.csv"),
      "Order,Customer ID,InvoiceDate,Quantity,Price\n1,7,31/01/2024,2,1.50\n1,7,31/01/2024,1,9\n2,8,01/02/2024,3,4\n",
    );
    const words = ["orders.csv", "--order", "Order"];
    const init = await quintile(["init", ...words], here);
    expect(init).toEqual({
      code: 0,
      err: "",
      out: `Wrote quintile.yaml:

  source: "orders.csv"
  customer: "Customer ID"
  date: "InvoiceDate"
  revenue: "\\"Quantity\\" * \\"Price\\""
  order: "Order"
  date-format: "%d/%m/%Y"

Next: quintile run
`,
    });
    const first = await quintile(
      ["run", ...words, "--store", "one.duckdb", "--json", "--quiet", "--config", "/dev/null"],
      here,
    );
    const second = await quintile(["run", "--store", "two.duckdb", "--json", "--quiet"], here);
    expect(second.code).toBe(0);
    expect(resultOf(second.out)).toEqual(resultOf(first.out));
    expect(resultOf(second.out)).toMatchObject({ customers: 2, sales: 3, date_format: "%d/%m/%Y" });
    expect(readingIn(second.out)).toEqual(readingIn(first.out));

    const text = readFileSync(file("quintile.yaml"), "utf8");
    expect(text).toMatch(/^#refunds: "amount-only"$/m);
    expect(text).toMatch(/^#strict: false$/m);
    expect(text).toMatch(/^#where:$/m);
    writeFileSync(file("all.yaml"), text.replaceAll(/^#([a-z-]+:)/gm, "$1").replace(/^cutpoints:.*/m, ""));
    const all = await quintile(["run", "--config", "all.yaml", "--quiet", "--json"], here);
    expect({ code: all.code, err: all.err }).toEqual({ code: 0, err: "" });
  });

  test("is not written over, unless told to", async () => {
    writeFileSync(file("kept.yaml"), "mine");
    const { code, err } = await quintile(["init", "sales.csv", "--to", "kept.yaml"], here);
    expect({ code, err }).toEqual({
      code: 1,
      err: "NOT_WRITABLE: kept.yaml is already there.\nLook at it first; --force writes over it, --to FILE writes another.\n",
    });
    expect(readFileSync(file("kept.yaml"), "utf8")).toBe("mine");
    expect((await quintile(["init", "sales.csv", "--to", "kept.yaml", "--force"], here)).code).toBe(0);
  });

  test("gives way to the command line, and its mistakes have a line", async () => {
    writeFileSync(file("mine.yaml"), "source: sales.csv\nmodel: eleven-segment\nstore: mine.duckdb\n");
    const { out } = await quintile(
      ["run", "--config", "mine.yaml", "--model", "five-segment", "--json", "--quiet"],
      here,
    );
    expect(JSON.parse(out)).toMatchObject({ model: "five-segment", store: "mine.duckdb", source: "sales.csv" });
    writeFileSync(file("wrong.yaml"), "source: sales.csv\nmodle: five-segment\n");
    expect(await quintile(["run", "--config", "wrong.yaml", "--quiet"], here)).toEqual({
      code: 1,
      out: "",
      err: 'BAD_CONFIG: wrong.yaml:2: there is no setting "modle".\nDid you mean "model"?\n',
    });
  });
});
