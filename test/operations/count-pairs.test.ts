import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openPlaces, withPlaces } from "../../src/engines/open-places.js";
import { countPairs } from "../../src/operations/icp/count-pairs.js";
import { sql } from "../../src/sql/fragment.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { path } = temporaryFolder();

test("pairs of values are counted alike with and without numbers for values, unknown ones too", async () => {
  const rows = ["pro,large,7,true", "pro,large,7,false", "pro,small,30,true", "free,small,30,false", ",small,,true"];
  const source = path("customers.csv");
  writeFileSync(source, `attribute_0,attribute_1,number_2,is_top\n${rows.join("\n")}\n`);
  const attributes = [
    { position: 0, bands: undefined },
    { position: 1, bands: undefined },
    { position: 2, bands: { bounds: [1, 20], whole: true, fitted: true } },
  ];
  const pairs = [
    [0, 1],
    [1, 2],
  ] as const;
  const [plain, coded] = await withPlaces(openPlaces({}), async ({ engine, file }) => {
    const { relation } = await file(source);
    const customers = await engine.materialize(
      "customers",
      sql`SELECT CAST(attribute_0 AS VARCHAR) AS attribute_0, CAST(attribute_1 AS VARCHAR) AS attribute_1, CAST(NULL AS VARCHAR) AS attribute_2,
        CAST(number_2 AS DECIMAL(18, 4)) AS number_2, CAST(is_top AS BOOLEAN) AS is_top FROM ${relation.from}`,
    );
    return [
      await countPairs(engine, customers, attributes, pairs, false),
      await countPairs(engine, customers, attributes, pairs, true),
    ];
  });
  const told = (counted: typeof plain) =>
    counted
      ?.map(({ pair, one, other, customers, top }) =>
        [pair, one ?? "", other ?? "", customers, top].map(String).join(" "),
      )
      .toSorted();
  expect(told(plain)).toEqual([
    "0  small 1 1",
    "0 free small 1 0",
    "0 pro large 2 1",
    "0 pro small 1 1",
    "1 large 1-19 2 1",
    "1 small  1 1",
    "1 small 20+ 2 1",
  ]);
  expect(told(coded)).toEqual(told(plain));
});
