import { expect, test } from "vitest";
import { compileWhole } from "../../src/sql/compile.js";
import type { DateNotation } from "../../src/sql/dialect.js";
import { identifier, literal } from "../../src/sql/fragment.js";
import { postgresDialect } from "../../src/engines/postgres/dialect/dialect.js";
import { newDatabase } from "../support/postgres/database.js";
import { describeServers } from "../support/postgres/servers.js";

type Reading = readonly [text: string, moment: string | null];

const READINGS: readonly (readonly [DateNotation, readonly Reading[]])[] = [
  [
    "iso-date",
    [
      ["2024-02-28", "2024-02-28 00:00:00"],
      ["2024-02-29", "2024-02-29 00:00:00"],
      ["2023-02-29", null],
      ["1900-02-29", null],
      ["2000-02-29", "2000-02-29 00:00:00"],
      ["2024-04-30", "2024-04-30 00:00:00"],
      ["2024-04-31", null],
      ["2024-12-31", "2024-12-31 00:00:00"],
      ["2024-00-10", null],
      ["2024-13-10", null],
      ["2024-01-00", null],
      ["0000-01-01", null],
      ["0001-01-01", "0001-01-01 00:00:00"],
      ["9999-12-31", "9999-12-31 00:00:00"],
      ["2024-1-1", null],
      [" 2024-01-01", null],
      ["\u0662\u0660\u0662\u0664-\u0660\u0663-\u0660\u0661", null],
      ["infinity", null],
      ["today", null],
    ],
  ],
  [
    "iso-timestamp",
    [
      ["2024-02-29", "2024-02-29 00:00:00"],
      ["2024-02-29T23:59:59", "2024-02-29 23:59:59"],
      ["2024-02-29 24:00:00", null],
      ["2024-02-29 23:60:00", null],
      ["2024-02-29 23:59:60", null],
      ["2024-02-29 23:59", null],
      ["2024-02-30 23:59:59", null],
    ],
  ],
  [
    "iso",
    [
      [" 2024-03-01  ", "2024-03-01 00:00:00"],
      ["2024-03-10 02:30", "2024-03-10 02:30:00"],
      ["2024-03-01 23:59:59.9999999", "2024-03-01 23:59:59.999999"],
      ["2024-03-01 23:59:59.999999999Z", "2024-03-01 23:59:59.999999"],
      ["2024-03-01T01:00-08", "2024-03-01 09:00:00"],
      ["2024-03-01 01:00 +0530", "2024-02-29 19:30:00"],
      ["2024-03-31T01:00:00.25+14:00", "2024-03-30 11:00:00.25"],
      ["2024-03-01 01:00+15", null],
      ["2024-03-01+02", null],
      ["2024-02-30T01:00Z", null],
      ["2024-03-01 1:00", null],
      ["2024-03-01 01:00 PM", null],
    ],
  ],
  [
    { format: "%d/%m/%Y" },
    [
      ["1/2/2024", "2024-02-01 00:00:00"],
      ["29/02/2024", "2024-02-29 00:00:00"],
      ["29/2/2023", null],
      ["31/6/2024", null],
      ["31/12/2024", "2024-12-31 00:00:00"],
      ["1/13/2024", null],
      ["1/2/24", null],
      ["01/02/0000", null],
      ["2024-02-01", null],
      ["1/2/2024 ", null],
    ],
  ],
  [
    { format: "%d.%m.%y" },
    [
      ["29.2.24", "2024-02-29 00:00:00"],
      ["29.02.00", "2000-02-29 00:00:00"],
      ["29.2.23", null],
      ["01.01.68", "2068-01-01 00:00:00"],
      ["01.01.69", "1969-01-01 00:00:00"],
    ],
  ],
  [
    { format: "%Y%m%d" },
    [
      ["20240229", "2024-02-29 00:00:00"],
      ["20230229", null],
      ["2024111", "2024-11-01 00:00:00"],
    ],
  ],
  [
    { format: "%d%m%Y" },
    [
      ["29022024", "2024-02-29 00:00:00"],
      ["1122024", null],
    ],
  ],
  [
    { format: "%d %b %Y" },
    [
      ["29 FEB 2024", "2024-02-29 00:00:00"],
      ["29 feb 2023", null],
      ["31 Sep 2024", null],
      ["31 Oct 2024", "2024-10-31 00:00:00"],
      ["1 Okt 2024", "2024-10-01 00:00:00"],
      ["1 Foo 2024", null],
    ],
  ],
  [
    { format: "%B %d, %Y %I:%M %p" },
    [
      ["March 10, 2024 2:30 am", "2024-03-10 02:30:00"],
      ["february 29, 2024 12:05 AM", "2024-02-29 00:05:00"],
      ["May 31, 2024 12:05 PM", "2024-05-31 12:05:00"],
      ["May 31, 2024 13:05 PM", null],
      ["April 31, 2024 1:05 PM", null],
    ],
  ],
  [
    { format: "%Y-%m-%dT%H:%M:%S" },
    [
      ["2024-03-10T02:30:59", "2024-03-10 02:30:59"],
      ["2024-03-10T24:00:00", null],
    ],
  ],
  // What PostgreSQL has no template for.
  [
    { format: "%d.%m.%y %H:%M:%S.%f %z" },
    [
      ["29.2.24 1:02:03.5 +0530", "2024-02-28 19:32:03.5"],
      ["29.2.23 1:02:03.5 +0530", null],
    ],
  ],
  [
    { format: "%Y-%j" },
    [
      ["2024-366", "2024-12-31 00:00:00"],
      ["2023-366", null],
      ["0000-001", null],
    ],
  ],
];

describeServers((server) => {
  const database = newDatabase(server);

  test.each(READINGS)("reads text as %o, day by day, in a session of any time zone", async (reading, cases) => {
    const { sql } = await database;
    const dialect = postgresDialect();
    // In St. John's there was no half past two on 10 March 2024.
    const selects = cases.map(
      ([text]) => `SELECT (${compileWhole(dialect.readDate(literal(text), reading), dialect)})::text AS moment`,
    );
    const rows = await sql(`SET TimeZone = 'America/St_Johns'; ${selects.join(" UNION ALL ")}`);
    await sql("RESET TimeZone");
    expect(cases.map(([text], index) => [text, rows[index]?.["moment"]])).toEqual(cases);
  });

  test("reads dates of a column of fixed width without the blanks that fill it", async () => {
    const { sql } = await database;
    const dialect = postgresDialect();
    const moment = compileWhole(dialect.readDate(identifier("day"), "iso-date"), dialect);
    const rows = await sql(`SELECT (${moment})::text AS moment FROM (SELECT '2024-03-01'::char(20) AS day) AS sale`);
    expect(rows).toEqual([{ moment: "2024-03-01 00:00:00" }]);
  });
});
