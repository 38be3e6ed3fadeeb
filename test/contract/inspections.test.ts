import { describe, expect, test } from "vitest";
import { inspectOperation } from "../../src/operations/inspect/operation.js";
import type { InspectedNotation, Inspection } from "../../src/results/inspection.js";
import { type SalesTable, salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";

const TEXT = { date: "VARCHAR", revenue: "VARCHAR" } as const;

const SALES = salesTable(
  [
    ["Ada@x.de", "03/04/2024", "1.250,50 €", "1"],
    ["ada@x.de", "13/04/2024", "1.250", "1"],
    ["guest", "05/06/2024", "4,5", "2"],
    ["guest", "soon 5", "2 for 1", "3"],
  ],
  TEXT,
);

/** What most columns have nothing of. */
const NOTHING = { witness: null, others: [], unread: [], currencies: [] } as const;

const plain = (as: InspectedNotation["as"], filled: number): InspectedNotation => ({
  as,
  notation: null,
  known_by: null,
  filled,
  read: filled,
  ...NOTHING,
});

const writtenIn = ({ columns }: Inspection): Record<string, InspectedNotation | null> =>
  Object.fromEntries(columns.map(({ name, written }) => [name, written]));

describe.each(byName(mainEngines))("%s", (_, engine) => {
  const { path } = temporaryFolder();

  async function inspected(table: SalesTable, options = {}, context = {}): Promise<Inspection> {
    const [source] = engine.sources;
    const put = await source?.put(table, path, await engine.newStore(path));
    return inspectOperation.run({ source: "", ...put, ...options }, context);
  }

  test("shows how the values of each column of text are written, and how that is known", async () => {
    const answer = await inspected(SALES, { dateFormat: "%d/%m/%Y" });
    const { customer_id: customer, sale_date: date, revenue } = writtenIn(answer);
    expect(customer).toEqual(plain("ids", 4));
    expect(date).toEqual({
      ...NOTHING,
      as: "dates",
      notation: "%d/%m/%Y",
      known_by: "given",
      filled: 4,
      read: 3,
      witness: { shape: "99/99/9999", count: 1, value: null },
      others: [{ notation: "%m/%d/%Y", read: 2 }],
      unread: [{ shape: "AAAA 9", count: 1 }],
    });
    expect(revenue).toEqual({
      as: "numbers",
      notation: ",",
      known_by: "shown",
      filled: 4,
      read: 3,
      witness: { shape: "9.999,99 €", count: 2, value: null },
      others: [{ notation: ".", read: 1 }],
      unread: [{ shape: "9 AAA 9", count: 1 }],
      currencies: [{ currency: "€", count: 1 }],
    });
    expect(answer.ids).toEqual({
      whole_numbers: false,
      without_point: false,
      twins: 1,
      nobody: [{ word: "guest", kind: "guests", ids: 1, purchases: 1 }],
    });
    expect(JSON.stringify(answer)).not.toMatch(/ada@|1\.250|13\/04/i);
  });

  test("shows the values themselves on a terminal only", async () => {
    const { columns } = await inspected(SALES, { dateFormat: "%d/%m/%Y", rows: 0 }, { showsValues: true });
    expect(columns.flatMap(({ written }) => written?.witness?.value ?? [])).toEqual(["13/04/2024", "1.250,50 €"]);
  });

  test("shows what each notation reads where a run would ask", async () => {
    const open = salesTable(
      [
        ["a", "03/04/2024", "1.250", "1"],
        ["b", "05/06/2024", "2.500", "2"],
      ],
      TEXT,
    );
    const answer = await inspected(open);
    const { sale_date: date, revenue } = writtenIn(answer);
    expect(answer.doubts.map(({ code }) => code)).toEqual(["AMBIGUOUS_DATE"]);
    const others = [
      { notation: "%d/%m/%Y", read: 2 },
      { notation: "%m/%d/%Y", read: 2 },
    ];
    expect(date).toEqual({ ...NOTHING, as: "dates", notation: null, known_by: "open", filled: 2, read: 2, others });
    expect(revenue).toMatchObject({
      notation: null,
      known_by: "open",
      others: [
        { notation: ".", read: 2 },
        { notation: ",", read: 2 },
      ],
    });
  });
});
