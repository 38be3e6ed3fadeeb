import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openPlaces, withPlaces } from "../../src/engines/open-places.js";
import { QuintileError } from "../../src/errors.js";
import type { Source } from "../../src/engines/engine.js";
import type { Row } from "../../src/sql/database.js";
import { typeMentions } from "../../src/intake/expressions/type-mentions.js";
import { bindSales, type GivenColumns } from "../../src/scoring/bind-sales.js";
import { compileWhole } from "../../src/sql/compile.js";
import { identifier, sql } from "../../src/sql/fragment.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { FOUR_ROWS, HEADER, WRITTEN_EXPRESSIONS, type WrittenExpression } from "./written-expressions.js";

const { path } = temporaryFolder();

/** Rows that hold nothing but numbers, so that nine in ten values of each column are numbers. */
const NUMBERS = Array.from(
  { length: 60 },
  (_, index) =>
    `x${index},${index + 5},${index + 100},${index + 50},${index + 1},1,${index}.5,"${index},5",2024-05-01,paid,true,z,${index + 10},150,150\n`,
).join("");

/** How each mention of a column is read, in the order in which they stand: `qty:number code:text`. */
async function mentionsOf(source: Source, role: WrittenExpression[0], text: string): Promise<string> {
  const { columns } = source.relation;
  const { mentions } = typeMentions(
    (await source.parse?.(text)) as NonNullable<Awaited<ReturnType<NonNullable<Source["parse"]>>>>,
    {
      elsewhere: role === "revenue" ? "number" : "text",
      isUntyped: ([name, ...within]) =>
        within.length === 0 && columns.some((column) => column.name.toLowerCase() === name?.toLowerCase()),
    },
  );
  return mentions.map(({ names, as }) => `${names.join(".")}:${as}`).join(" ");
}

/** What an expression gives for the first four rows or, of a condition, which of them meet it. */
async function valuesOf(source: Source, role: WrittenExpression[0], text: string): Promise<string> {
  const given = { customer: "row", date: "day", revenue: "price", [role]: text };
  const bound = await bindSales(source, given);
  const part = identifier(role === "revenue" ? "revenue" : "customer");
  const rows = await source.query(sql`SELECT CAST(${part} AS VARCHAR) AS value FROM (${bound.mapped()}) AS mapped`);
  const values = rows.map(({ value }) => String(value ?? "∅"));
  return role === "where" ? values.filter((value) => value.startsWith("r")).join(" ") : values.slice(0, 4).join("|");
}

async function withRows<T>(work: (source: Source) => Promise<T>): Promise<T> {
  const file = path("rows.csv");
  writeFileSync(file, HEADER + FOUR_ROWS + NUMBERS);
  return withPlaces(openPlaces({ threads: 1, source: { at: file } }), ({ source }) => work(askedOnce(source)));
}

/** A source that remembers its answers: many expressions look at the same columns. */
function askedOnce(source: Source): Source {
  const answers = new Map<string, Promise<Row[]>>();
  return {
    ...source,
    query: (statement) => {
      const text = compileWhole(statement, source.dialect);
      const answer = answers.get(text) ?? source.query(statement);
      answers.set(text, answer);
      return answer;
    },
  };
}

test("each mention of a column is a number or text by where it stands, whatever the other rows hold", async () => {
  const found: WrittenExpression[] = [];
  await withRows(async (source) => {
    for (const [role, text] of WRITTEN_EXPRESSIONS) {
      found.push([role, text, await mentionsOf(source, role, text), await valuesOf(source, role, text)]);
    }
  });
  expect(found).toEqual(WRITTEN_EXPRESSIONS);
});

async function refusalOf(given: GivenColumns): Promise<QuintileError> {
  return withRows(async (source) => {
    try {
      await bindSales(source, { customer: "row", date: "day", revenue: "price", ...given });
    } catch (error) {
      if (error instanceof QuintileError) return error;
      throw error;
    }
    throw new Error("The expression was accepted.");
  });
}

describe("an expression", () => {
  test.each([
    ["sum(price)", "sum"],
    ["SUM(price) FILTER (WHERE qty > 1)", "sum"],
    ["price / (count(*))", "count"],
    ["row_number() OVER (ORDER BY no)", "row_number"],
    ["lag(price) OVER ()", "lag"],
    ["coalesce(max(price), 0)", "max"],
  ])("sees one row at a time: %s", async (revenue, name) => {
    expect((await refusalOf({ revenue })).toJSON()).toEqual({
      code: "BAD_EXPRESSION",
      message: `${name}() looks at many rows, where an expression sees one row at a time.`,
      hint: "Quintile itself adds up the rows of a customer: give revenue what one row is worth.",
    });
  });

  test.each([
    ["price, qty", "Several values stand between commas, where one value is needed."],
    ["price); SELECT 1; SELECT (1", "It is more than one expression."],
    ["price); DROP TABLE x; SELECT (1", "It is no expression."],
    ["price) FROM x WHERE (1 = 1", "It is more than one expression."],
    ["*", "* stands for several columns, where one value is needed."],
    ["COLUMNS('p.*')", "* stands for several columns, where one value is needed."],
    ["price * ?", "A parameter (? or $1) has no value here."],
    ["price *", 'syntax error at or near ")"'],
    ["CASE WHEN code IN (7, '007') THEN 1 END", "One column is compared with a number and with text at once."],
    ["CASE code WHEN 7 THEN 1 WHEN 'X' THEN 2 END", "One column is compared with a number and with text at once."],
    ["note * 2", 'The expression for revenue takes "note" for a number, and none of its values is one.'],
  ])("that says no one value is refused in plain words: %s", async (revenue, message) => {
    expect(await refusalOf({ revenue })).toMatchObject({ code: "BAD_EXPRESSION", message });
  });

  test.each([
    ["prize * 2", "prize", 'Did you mean "price"?'],
    ['price * "Qty\'"', "Qty'", "Text goes in single quotes, the name of a column in double ones."],
    [
      'CASE WHEN note = "paid" THEN price END',
      "paid",
      "Text goes in single quotes, the name of a column in double ones.",
    ],
    ["list_transform([1], x -> x + y)[1]", "y", "Columns: row, no,"],
  ])("names columns that there are: %s", async (revenue, name, hint) => {
    const { code, message, hint: said } = await refusalOf({ revenue });
    expect({ code, message }).toEqual({
      code: "UNKNOWN_COLUMN",
      message: expect.stringMatching(new RegExp(`^\\S+ has no column "${name}"\\.$`)) as string,
    });
    expect(said).toContain(hint);
  });

  test("that orders columns of text asks what they are", async () => {
    const refusal = await refusalOf({ where: "note = 'paid' AND qty <= size OR price>0" });
    expect(refusal).toMatchObject({
      code: "BAD_EXPRESSION",
      message: "The expression for where orders columns of text: qty <= size. As text, 10 comes before 9.",
      tries: [
        { inputs: { where: "note = 'paid' AND qty - size <= 0 OR price>0" }, means: "they are numbers" },
        {
          inputs: { where: "note = 'paid' AND CAST(qty AS DATE) <= CAST(size AS DATE) OR price>0" },
          means: "they are dates, such as 2024-03-01",
        },
        { inputs: { where: "note = 'paid' AND qty || '' <= size || '' OR price>0" }, means: "they are text" },
      ],
    });
    expect((await refusalOf({ where: "qty BETWEEN size AND price" })).tries).toEqual([]);
    expect((await refusalOf({ where: '(Größe) > ("Größe in cm")' })).tries).toEqual([]);
  });

  test("is found behind blanks that are none of ASCII", async () => {
    await withRows(async (source) => {
      expect(await valuesOf(source, "revenue", "qty\u00A0*\u2003price /*\u00A0*/")).toBe("2501.00|20.85|∅|90.00");
      expect(await valuesOf(source, "customer", "'a\u00A0b' || no")).toBe("a\u00A0b1|a\u00A0b2|a\u00A0bK10|∅");
    });
  });
});
