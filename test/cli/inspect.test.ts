import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inspect } from "../../src/library.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { onTerminal } from "../support/terminal.js";
import { quintile } from "./command.js";

const { folder } = temporaryFolder();
const here = { cwd: folder };
const SALES = "Customer ID,Order Date,Total,Note\nada,02/13/2024,5.50,hello\nbob,03/14/2024,7,\n";

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

describe("inspect", () => {
  test("shows the columns, their kinds, the guessed roles and how dates are read, and no value", async () => {
    const { code, out, err } = await quintile(["inspect", write("sales.csv", SALES), "--quiet"], here);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe("");
    const shown = await quintile(["inspect", "sales.csv"], here);
    expect(shown.out).toBe(
      [
        "sales.csv: 4 columns, about 2 rows",
        "",
        "Column       Kind  Type     Is the",
        "Customer ID  text  VARCHAR  customer (guessed)",
        "Order Date   text  VARCHAR  date (guessed)",
        "Total        text  VARCHAR  revenue (guessed)",
        "Note         text  VARCHAR",
        "",
        "Dates are read as %m/%d/%Y.",
        "",
      ].join("\n"),
    );
  });

  test("shows the first rows on a terminal, and elsewhere only where they are asked for", async () => {
    const file = write("private.csv", SALES);
    const { screen } = await onTerminal(["inspect", file], { cwd: folder });
    expect(screen).toContain("hello");
    expect((await quintile(["inspect", file, "--json"], here)).out).not.toContain("ada");
    const { out } = await quintile(["inspect", file, "--json", "--rows", "1"], here);
    expect((JSON.parse(out) as { first_rows: unknown }).first_rows).toEqual([["ada", "02/13/2024", "5.50", "hello"]]);
  });

  test("tells what a run would ask, with the answers, and is no failure", async () => {
    const file = write("doubtful.csv", "customer_id,sale_date,revenue\n1,02/03/2024,5\n");
    const { code, out } = await quintile(["inspect", file, "--json"], here);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      roles: { customer: { from: "customer_id", guessed: true }, order: null },
      date_format: null,
      doubts: [
        {
          code: "AMBIGUOUS_DATE",
          try: [{ inputs: { dateFormat: "%d/%m/%Y" } }, { inputs: { dateFormat: "%m/%d/%Y" } }],
        },
      ],
    });
    const answered = await quintile(["inspect", file, "--json", "--date-format", "%d/%m/%Y"], here);
    expect(JSON.parse(answered.out)).toMatchObject({ date_format: "%d/%m/%Y", doubts: [] });
  });

  test("shows the columns of a source of which no role is known", async () => {
    const { code, out } = await quintile(["inspect", write("odd.csv", "a,b\n1,2\n")], here);
    expect(code).toBe(0);
    expect(out).toMatch(/^a +text +VARCHAR$/m);
    expect(out).toContain("UNKNOWN_COLUMN:");
  });

  test("of typed columns names the engine's types", async () => {
    const answer = await inspect({
      source: join(folder, write("typed.jsonl", '{"customer_id":1,"sale_date":"2024-01-01","revenue":2.5}\n')),
    });
    expect(answer.columns.map(({ name }) => name)).toEqual(["customer_id", "sale_date", "revenue"]);
    expect(answer.first_rows).toBeNull();
  });
});
