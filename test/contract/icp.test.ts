import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { topPerformers, icpPatterns } from "../../src/model/index.js";
import { icpOperation } from "../../src/operations/icp/operation.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { qualifyOperation } from "../../src/operations/qualify/operation.js";
import { renderCsv } from "../support/csv.js";
import { random } from "../support/random.js";
import { type SalesTable, salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, delimited, type EngineUnderTest, mainEngines } from "./engines.js";
import { score } from "./score.js";

type Attributes = Readonly<Record<string, string | null>>;

const draw = random(7);
const pick = <T>(values: readonly T[]): T => values[Math.floor(draw() * values.length)] as T;

/** 240 customers; those of the Größe "groß" buy more. Awkward values go through every engine and out unchanged. */
const CUSTOMERS = Array.from({ length: 240 }, (_, index) => {
  const size = pick(["klein", "mittel", "groß"]);
  const attributes = {
    industry: pick([
      "Software",
      "Handel & Söhne",
      "'; drop table customer_rfm; --",
      'say "hi"',
      "𝔘nicode",
      "ｆull",
      null,
    ]),
    employee_count: size,
    company_revenue: String(Math.floor(1000 * (1 + draw() * (size === "groß" ? 90 : 40)))),
    state_region: pick(["Ost", "West", "  ", " Nord"]),
    score: pick(["1", "2", "3"]),
  };
  return {
    id: `K-${String(index).padStart(3, "0")}`,
    sales: 1 + Math.floor(draw() * (size === "groß" ? 9 : 2)),
    attributes,
  };
});

const SALES = salesTable(
  CUSTOMERS.flatMap(({ id, sales }, index) =>
    Array.from({ length: sales }, (_, sale) => [
      id,
      `2024-0${1 + ((sale * 4 + index) % 9)}-1${sale % 10}`,
      String(10 + Math.floor(draw() * 90)),
    ]),
  ),
);

const DIMENSIONS = ["industry", "employee_count", "company_revenue", "region"];
const COLUMNS = ["industry", "employee_count", "company_revenue", "state_region", "score"] as const;

function attributeTable(rows: readonly (readonly [string | null, Attributes])[]): SalesTable {
  return {
    columns: ["customer_id", ...COLUMNS].map((name) => ({
      name,
      type: name === "company_revenue" ? "BIGINT" : "VARCHAR",
    })),
    rows: rows.map(([id, attributes]) => [id, ...COLUMNS.map((name) => attributes[name] ?? null)]),
  };
}

const ATTRIBUTES = attributeTable(CUSTOMERS.map(({ id, attributes }) => [id, attributes]));

/** What the plain rules on records say of the published customers, values in the order of code points as engines list them. */
async function expected(
  engine: EngineUnderTest,
  store: string,
  bounds: readonly number[],
  attributesOf: (id: string) => Attributes,
) {
  const published = await engine.read(store, "customer_rfm");
  const records = published
    .map((row) => ({ ...row, ...attributesOf(String(row["customer_id"])) }))
    .map((record) => ({ ...record, state_region: record.state_region ?? null }));
  return icpPatterns(topPerformers(records), records, {
    dimensions: DIMENSIONS,
    bands: { company_revenue: { bounds, whole: true, fitted: true } },
  });
}

/** What the attributes made of the scores restate, value by value. */
const CIRCULAR = [
  ["frequency_class", "often", "frequency"],
  ["frequency_class", "rarely", "frequency"],
  ["ticket", "47 to <56.5", "average ticket"],
  ["ticket", "<37", "average ticket"],
];

const byValue = <T extends { value: string }>(values: readonly T[]): T[] =>
  values.toSorted((one, other) => Buffer.compare(Buffer.from(one.value), Buffer.from(other.value)));

describe.each(byName(mainEngines))("%s compares top performers", (_, engine) => {
  const { path } = temporaryFolder();
  let store = "";
  beforeAll(async () => {
    ({ store } = await score(engine, path, SALES));
  });

  const file = (table: SalesTable): string => {
    const name = path("attributes.csv");
    writeFileSync(name, delimited(table, ","));
    return name;
  };

  test("as the plain rules on records do, from a file and from a table beside the customers", async () => {
    const attributes = new Map(CUSTOMERS.map((customer) => [customer.id, customer.attributes]));
    const fromFile = await icpOperation.run({ store, attributes: file(ATTRIBUTES) });
    const fromTable = await icpOperation.run({ store, attributes: await engine.putBeside(store, ATTRIBUTES) });
    const bounds = fromFile.bands["company_revenue"]?.bounds ?? [];
    const plain = await expected(engine, store, bounds, (id) => attributes.get(id) as Attributes);
    expect(bounds).toHaveLength(5);
    expect(Object.keys(fromFile.patterns)).toEqual(DIMENSIONS);
    for (const dimension of DIMENSIONS) {
      const found = fromFile.patterns[dimension];
      expect(byValue(found?.distribution ?? []), dimension).toEqual(byValue(plain[dimension]?.distribution ?? []));
      expect(byValue(found?.absent_distribution ?? []), dimension).toEqual(
        byValue(plain[dimension]?.absent_distribution ?? []),
      );
      const order = (found?.distribution ?? []).map(({ count, value }) => ({ count, value }));
      expect(order).toEqual(byValue(order).toSorted((one, other) => other.count - one.count));
    }
    expect(fromTable.patterns).toEqual(fromFile.patterns);
    expect(fromTable.tiers).toEqual(fromFile.tiers);
    expect(fromFile.customers).toBe(240);
    expect(fromFile.matched).toEqual({
      rows: 240,
      without_key: 0,
      repeated_keys: 0,
      without_customer: 0,
      customers_without_attributes: 0,
    });
    const [publishedIcp] = await engine.read(store, "rfm_icp" as never);
    expect(JSON.parse(publishedIcp?.["patterns"] ?? "").patterns).toEqual(fromFile.patterns);
  });

  test("by quintile bands that hold the customers between the cutpoints of pandas", async () => {
    const { bands, patterns } = await icpOperation.run({ store, attributes: file(ATTRIBUTES) });
    const numbers = CUSTOMERS.map(({ attributes }) => Number(attributes.company_revenue)).toSorted(
      (one, other) => one - other,
    );
    const lows = [0, 1, 2, 3, 4].map((k) => {
      const cutpoint = k === 0 ? -Infinity : (numbers[Math.floor(((numbers.length - 1) * k) / 5)] as number);
      return numbers.find((number) => number > cutpoint);
    });
    expect(bands["company_revenue"]).toEqual({ bounds: lows, whole: true, fitted: true });
    expect(patterns["company_revenue"]?.distribution.map(({ support }) => support).toSorted()).toEqual([
      48, 48, 48, 48, 48,
    ]);
  });

  test("counting rows without a key, keys of nobody, and customers without a row, and never multiplying anybody", async () => {
    const [first, second, third, ...others] = CUSTOMERS;
    const rows: (readonly [string | null, Attributes])[] = [
      ...others.map(({ id, attributes }) => [id, attributes] as const),
      [first?.id ?? "", { industry: "Software", employee_count: "klein", company_revenue: "1" }],
      [first?.id ?? "", { industry: "Handel & Söhne", employee_count: "klein", company_revenue: null }],
      [second?.id ?? "", { industry: "Software" }],
      [second?.id ?? "", { industry: null }],
      [null, { industry: "Software" }],
      [" ", { industry: "Software" }],
      ["nobody", { industry: "Software" }],
    ];
    const result = await icpOperation.run({
      store,
      attributes: file(attributeTable(rows)),
      dimensions: ["industry,employee_count"],
    });
    expect(result.customers).toBe(240);
    expect(result.matched).toEqual({
      rows: rows.length,
      without_key: 2,
      repeated_keys: 2,
      without_customer: 1,
      customers_without_attributes: 1,
    });
    const counted = Object.values(result.patterns).map(({ distribution, absent_distribution }) =>
      [...distribution, ...absent_distribution].reduce((sum, { support }) => sum + support, 0),
    );
    expect(counted).toEqual([240, 240]);
    // What the rows of a customer disagree on is unknown, and what only one of them says is known.
    const industries = [
      ...(result.patterns["industry"]?.distribution ?? []),
      ...(result.patterns["industry"]?.absent_distribution ?? []),
    ];
    const supportOf = (value: string): number => industries.find((each) => each.value === value)?.support ?? 0;
    const among = (value: string | null): number =>
      others.filter(({ attributes }) => attributes.industry === value).length;
    expect(supportOf("Software")).toBe(among("Software") + 1);
    expect(supportOf("Unknown")).toBe(among(null) + (third === undefined ? 0 : 2));
    expect(result.warnings.join(" ")).toContain("2 customer ids stand on several rows");
  });

  test("and refuses keys that are nobody's, dates and codes", async () => {
    const strange = attributeTable([["nobody", { industry: "Software" }]]);
    await expect(icpOperation.run({ store, attributes: file(strange) })).rejects.toMatchObject({
      code: "NO_MATCHING_KEYS",
    });
    const unfit: SalesTable = {
      columns: ["customer_id", "since", "code", "plan"].map((name) => ({ name, type: "VARCHAR" })),
      rows: CUSTOMERS.map(({ id }, index) => [
        id,
        `2020-01-${String(1 + (index % 28)).padStart(2, "0")}`,
        `code ${index}`,
        index % 2 === 0 ? "a" : "b",
      ]),
    };
    const attributes = await engine.putBeside(store, unfit);
    await expect(icpOperation.run({ store, attributes, dimensions: ["since"] })).rejects.toMatchObject({
      code: "BAD_DIMENSION",
    });
    await expect(icpOperation.run({ store, attributes, dimensions: ["code"] })).rejects.toMatchObject({
      code: "BAD_DIMENSION",
    });
    const { patterns, skipped } = await icpOperation.run({ store, attributes });
    expect(Object.keys(patterns)).toEqual(["plan"]);
    expect(skipped.map(({ column }) => column)).toEqual(["since", "code"]);
  });

  test("and flags what restates the scores, and what says the same twice", async () => {
    const published = await engine.read(store, "customer_rfm");
    const table: SalesTable = {
      columns: ["customer_id", "frequency_class", "ticket", "size", "size_code"].map((name) => ({
        name,
        type: "VARCHAR",
      })),
      rows: published.map((row) => {
        const size = CUSTOMERS.find(({ id }) => id === row["customer_id"])?.attributes.employee_count ?? "";
        const ticket = (Number(row["monetary"]) / Number(row["frequency"])).toFixed(2);
        return [
          String(row["customer_id"]),
          Number(row["F_score"]) > 3 ? "often" : "rarely",
          ticket,
          size,
          size.slice(0, 1),
        ];
      }),
    };
    const attributes = file(table);
    const { flags, tiers, unsupported, adjusted } = await icpOperation.run({ store, attributes });
    expect(flags.circular.map(({ dimension, value, restates }) => [dimension, value, restates])).toEqual(CIRCULAR);
    expect(unsupported.map(({ dimension, value, lacks }) => [dimension, value, lacks])).toContainEqual([
      "frequency_class",
      "often",
      ["circular"],
    ]);
    expect(tiers.tier_1.criteria).toEqual({ frequency_class: [], ticket: [], size: ["groß"], size_code: ["g"] });
    // What follows from the scores explains nothing, and of two names for the same nobody can tell which it is.
    const big = adjusted.filter(({ value }) => value === "groß" || value === "g");
    expect(big.map(({ value, within, adjusted_lift, finding }) => [value, within, adjusted_lift, finding])).toEqual([
      ["groß", "size_code", 1, "cannot be told apart"],
      ["g", "size", 1, "cannot be told apart"],
    ]);
    const overruled = await icpOperation.run({
      store,
      attributes,
      circular: ["size"],
      notCircular: ["frequency_class,ticket"],
    });
    expect(overruled.tiers.tier_1.criteria["frequency_class"]).toEqual(["often"]);
    expect(overruled.tiers.tier_1.criteria["size"]).toEqual([]);
    expect(overruled.flags.circular).toEqual([{ dimension: "size", value: null, restates: null, association: null }]);
    expect(flags.same_information.map(({ dimensions }) => dimensions)).toEqual([["size", "size_code"]]);
  });

  test("and counts each of several values in a cell, of customers and of prospects", async () => {
    const { store: fresh } = await score(engine, path, SALES);
    const tools = ({ attributes: { employee_count: size } }: (typeof CUSTOMERS)[number], index: number): string =>
      [
        ...(size === "groß" ? ["erp"] : []),
        ...(index % 2 === 0 ? ["crm"] : []),
        ...(index % 3 === 0 ? [" mail "] : []),
      ].join(";");
    const table: SalesTable = {
      columns: ["customer_id", "tools"].map((name) => ({ name, type: "VARCHAR" })),
      rows: CUSTOMERS.map((customer, index) => [customer.id, tools(customer, index)]),
    };
    const options = { store: fresh, attributes: file(table), top: ["Champions"], minTotal: 14 };
    expect((await icpOperation.run(options)).warnings.join(" ")).toContain(
      'tools looks like lists of values, parted by ";"',
    );
    const { patterns, tiers, multiple, customers } = await icpOperation.run({ ...options, multiple: "tools" });
    const counted = [...(patterns["tools"]?.distribution ?? []), ...(patterns["tools"]?.absent_distribution ?? [])];
    const withSize = CUSTOMERS.filter(({ attributes }) => attributes.employee_count === "groß").length;
    const none = CUSTOMERS.filter((customer, index) => tools(customer, index) === "").length;
    expect(Object.fromEntries(counted.map(({ value, support }) => [value, support]))).toEqual({
      erp: withSize,
      crm: 120,
      mail: 80,
      Unknown: none,
    });
    expect([customers, multiple, tiers.tier_1.criteria]).toEqual([240, { tools: ";" }, { tools: ["erp"] }]);
    const prospects = path("tools.csv");
    writeFileSync(prospects, "name,tools,place\nA,mail; ERP,x\nB,crm;mail,y\nC,;,z\n");
    const { results } = await qualifyOperation.run({ store: fresh, prospects });
    expect(results.map(({ tier }) => tier)).toEqual(["tier_1", "tier_4", "unknown"]);
  });

  test("then qualifies prospects by the tiers that were kept", async () => {
    const { store: fresh } = await score(engine, path, SALES);
    const prospects = path("prospects.csv");
    writeFileSync(
      prospects,
      renderCsv([
        ["name", "Employee_Count"],
        ["=A1", " GROSS "],
        ["B", "klein"],
        ["C", null],
      ]),
    );
    await expect(qualifyOperation.run({ store: fresh, prospects })).rejects.toMatchObject({ code: "NO_SUCH_ICP" });
    const { tiers } = await icpOperation.run({
      store: fresh,
      attributes: file(ATTRIBUTES),
      dimensions: ["employee_count"],
      minTotal: 14,
      top: ["Champions"],
    });
    expect(tiers.tier_1.criteria).toEqual({ employee_count: ["groß"] });
    const { results, tiers: counts } = await qualifyOperation.run({ store: fresh, prospects });
    expect(counts).toEqual({ tier_1: 1, tier_2: 0, tier_3: 0, tier_4: 1, unknown: 1 });
    expect(results.map(({ prospect, tier }) => [prospect["name"], tier])).toEqual([
      ["=A1", "tier_1"],
      ["B", "tier_4"],
      ["C", "unknown"],
    ]);
  });

  test("and keeps whatever columns prospects have apart from what is said of them", async () => {
    const { store: fresh } = await score(engine, path, SALES);
    const best = { minTotal: 14, top: ["Champions"] };
    await icpOperation.run({ store: fresh, attributes: file(ATTRIBUTES), dimensions: ["employee_count"], ...best });
    const names = ["value_0", "own_0", "attribute_0", "number_0", "place", "combination", "Tier", "reason"];
    const prospects = path("namesakes.csv");
    const line = (size: string, own: string): string[] => [...names.map(() => own), size];
    writeFileSync(prospects, renderCsv([[...names, "employee_count"], line("groß", "9"), line("klein", "1")]));
    const { results } = await qualifyOperation.run({ store: fresh, prospects });
    const own = (text: string) => Object.fromEntries(names.map((name) => [name, text]));
    expect(results.map(({ prospect, tier }) => [prospect, tier])).toEqual([
      [{ ...own("9"), employee_count: "groß" }, "tier_1"],
      [{ ...own("1"), employee_count: "klein" }, "tier_4"],
    ]);
    const notes: string[] = [];
    const progress = { stage: () => {}, advance: () => {}, note: (note: string) => void notes.push(note) };
    const to = path("namesakes-qualified.csv");
    await qualifyOperation.run({ store: fresh, prospects, to }, { progress });
    expect(readFileSync(to, "utf8").split("\n").slice(0, 3)).toEqual([
      "value_0,own_0,attribute_0,number_0,place,combination,employee_count,tier,priority,matched,missed,anti_patterns,reason",
      '9,9,9,9,9,9,groß,tier_1,HIGHEST,employee_count,"","",Matches 1 of 1: employee_count (groß).',
      expect.stringMatching(/^1,1,1,1,1,1,klein,tier_4,AVOID,/),
    ]);
    expect(notes.join(" ")).toContain("not written, since the qualification has their names: Tier, reason");
  });

  test("by attributes named like criteria as by any other, and by the name of a band as by a number in it", async () => {
    const { store: fresh } = await score(engine, path, SALES);
    const published = await engine.read(fresh, "customer_rfm");
    const attributes = path("named-like-criteria.csv");
    const isBest = (row: (typeof published)[number]): boolean => row["segment"] === "Champions";
    const best = published.filter(isBest).map((row) => [String(row["customer_id"]), "a", "12", "70"]);
    const others = published.filter((row) => !isBest(row)).map((row) => [String(row["customer_id"]), "b", "3", "9"]);
    writeFileSync(attributes, renderCsv([["customer_id", "industry", "size", "revenue"], ...best, ...others]));
    const { tiers } = await icpOperation.run({
      store: fresh,
      attributes,
      dimensions: ["industry,size,revenue"],
      bands: ["size=1,11,51", "revenue=1,50"],
      top: ["Champions"],
      evidence: "none",
    });
    expect(tiers.tier_1.criteria).toEqual({ industry: ["a"], size: ["11-50"], revenue: ["50+"] });
    const prospects = path("named-like-criteria-prospects.csv");
    const rows = ["A,20,99,1", " a ,11-50,50+,1", "b,51+,<50,1"];
    writeFileSync(prospects, ["industry,size,revenue,employee_count", ...rows, ""].join("\n"));
    const { results } = await qualifyOperation.run({ store: fresh, prospects });
    expect(results.map(({ tier }) => tier)).toEqual(["tier_1", "tier_1", "tier_4"]);
    expect(results[2]?.missed[1]).toEqual({ criterion: "size", value: "51+" });
  });

  test.each(["0.00001,1", "1,1e14", "-1e15,0", "1,1e22"])(
    "and refuses bands at %s, which it could not tell apart",
    async (bounds) => {
      const options = { store, attributes: file(ATTRIBUTES), bands: [`company_revenue=${bounds}`] };
      await expect(icpOperation.run(options)).rejects.toMatchObject({
        code: "USAGE",
        message: expect.stringContaining("no band can begin at"),
      });
    },
  );

  test("and says where no prospect can match, and which option held no date", async () => {
    const { store: fresh } = await score(engine, path, SALES);
    const options = { store: fresh, attributes: file(ATTRIBUTES), dimensions: ["industry"], minTotal: 3 };
    await expect(icpOperation.run({ ...options, holdout: "yesterday" })).rejects.toMatchObject({
      code: "USAGE",
      message: "holdout yesterday is not a date.",
    });
    await icpOperation.run(options);
    const prospects = path("unmatched.csv");
    writeFileSync(prospects, "industry\nSoftware\n");
    const notes: string[] = [];
    const progress = { stage: () => {}, advance: () => {}, note: (note: string) => void notes.push(note) };
    await qualifyOperation.run({ store: fresh, prospects }, { progress });
    expect(notes).toEqual([
      "No value is primary, so no prospect matches any criterion: with fewer top performers (a higher least total, or fewer segments as the top) lifts are larger.",
    ]);
  });

  test("and checks patterns of an earlier day by what the same customers did after it alone", async () => {
    const day = "2024-05-20";
    const fresh = await engine.newStore(path);
    const located = await (engine.sources[0] as (typeof engine.sources)[number]).put(SALES, path, fresh);
    const { snapshot } = await runOperation.run({ ...located, store: fresh });
    const then = await score(engine, path, SALES, { asOf: day });
    const attributes = file(ATTRIBUTES);
    // An address is kept without its password, so sales in a database of their own have to be named again.
    const source = located.source === fresh ? undefined : located.source;
    const best = { top: ["Champions"], minTotal: 13 };
    const rule = { segments: ["Champions"], minTotal: 13 };
    const options = { store: fresh, attributes, dimensions: ["employee_count"], holdout: day, ...best };
    const result = await icpOperation.run({ ...options, source });
    const base = await engine.read(then.store, "customer_rfm");
    const known = new Set(base.map((row) => row["customer_id"]));
    const after = salesTable(SALES.rows.filter(([id, date]) => String(date) > day && known.has(id ?? null)));
    const since = await engine.read((await score(engine, path, after, { asOf: snapshot })).store, "customer_rfm");
    expect(result.customers).toBe(base.length);
    expect(result.top_performers).toBe(topPerformers(base, rule).length);
    expect(result.holdout).toMatchObject({
      as_of: day,
      customers: base.length,
      bought_later: since.length,
      became_top: topPerformers(since, rule).length,
    });
    const sizes = new Map(CUSTOMERS.map(({ id, attributes: { employee_count } }) => [id, employee_count]));
    const sized = (rows: typeof base) =>
      rows.map((row) => ({ ...row, employee_count: sizes.get(row["customer_id"] ?? "") }));
    const dimensions = { dimensions: ["employee_count"] };
    const plain = icpPatterns(sized(topPerformers(since, rule)), sized(base), dimensions)["employee_count"];
    expect(result.holdout?.values.map(({ value, status }) => [value, status])).toEqual([
      ["groß", "holds"],
      ["klein", "holds"],
      ["mittel", "holds"],
    ]);
    expect(result.warnings.join(" ")).toContain("The attributes are those of today");
    const dated: SalesTable = {
      columns: [...ATTRIBUTES.columns, { name: "known", type: "VARCHAR" }],
      rows: ATTRIBUTES.rows.map((row, index) => [...row, ["2024-05-20", "2024-05-21", " "][index % 3] ?? null]),
    };
    const ofThatDay = await icpOperation.run({ ...options, source, attributes: file(dated), knownSince: "KNOWN" });
    expect(ofThatDay.matched.rows).toBe(80);
    expect(ofThatDay.warnings).toContain(
      "80 rows of the attributes are known only since after 2024-05-20, and left out.",
    );
    expect(ofThatDay.warnings).toContain("80 rows of the attributes without a day since when are left out.");
    for (const { value, later } of result.holdout?.values ?? []) {
      expect(later).toEqual(
        [...(plain?.distribution ?? []), ...(plain?.absent_distribution ?? [])].find((each) => each.value === value),
      );
    }
  });
});
