import { describe, expect, test } from "vitest";
import { runOperation } from "../../src/operations/run/operation.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, engines } from "./engines.js";

describe.each(byName(engines))("%s", (_, engine) => {
  const { path } = temporaryFolder();

  async function notesOn(ids: readonly string[], type: "VARCHAR" | "BIGINT" = "VARCHAR"): Promise<string[]> {
    const rows = ids.map((id, index) => [id, `2024-03-0${index + 1}`, "1.00"]);
    const store = await engine.newStore(path);
    const [source] = engine.sources;
    const located = await source?.put(salesTable(rows, { customer: type }), path, store);
    const notes: string[] = [];
    const progress = { stage: () => {}, advance: () => {}, note: (text: string) => void notes.push(text) };
    await runOperation.run({ threads: 1, source: "", ...located, store }, { progress });
    return notes.filter((note) => note.startsWith('"customer_id"'));
  }

  test("tells how many ids are another one but for case or blanks, with the expression that joins them", async () => {
    expect(await notesOn(["Ann@x.org", "ann@x.org ", "ANN@X.ORG", "bob@x.org", "Bob"])).toEqual([
      `"customer_id": 2 ids are another one but for case or blanks, and count as customers of their own; customer 'lower(trim("customer_id"))' joins them.`,
    ]);
    expect(await notesOn(["A1", "A2"])).toEqual([]);
  });

  test("tells which ids look like nobody's, by their words alone", async () => {
    expect(
      await notesOn(["guest@x.org", "Guest", "INVITÉ", "walk-in 7", "n/a", "Testa Rossa", "guesthouse@x.org"]),
    ).toEqual([
      `"customer_id": some ids look like guests, tests or staff, and count as customers: "guest" (2 ids, 2 purchases), "invite" (1 purchase), "n/a" (1 purchase), "walk in" (1 purchase). where leaves them out.`,
    ]);
  });

  test("tells of ids whose last digits a spreadsheet has cut off", async () => {
    expect(await notesOn(["4.00012E+15", "4.00012E+15", "4,1E+9", "4000120000000001", "1e3"])).toEqual([
      `"customer_id": 2 ids look like 1.23E+15, as a spreadsheet shows long numbers: digits are lost, so that several customers may have one id. Export the ids as text.`,
    ]);
  });

  test("tells of an id 0 among whole numbers", async () => {
    expect(await notesOn(["0", "12", "0", "100"], "BIGINT")).toEqual([
      `"customer_id": some ids look like guests, tests or staff, and count as customers: "0" (2 purchases). where leaves them out.`,
    ]);
  });
});
