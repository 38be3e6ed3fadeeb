import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { queryDuckdb } from "../support/duckdb.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { quintile } from "./command.js";

const { folder } = temporaryFolder();
const here = { cwd: folder };
const file = (name: string): string => join(folder, name);

/** Text ids that a spreadsheet would take for formulas. */
const FORMULAS = ["=1+1", "+1", "-1", "@x", "\tx", "plain", 'say "hi", you', "'=kept"];

beforeAll(async () => {
  copyFileSync(new URL("../fixtures/golden/n-101/sales.csv", import.meta.url), file("sales.csv"));
  await quintile(["run", "sales.csv", "--quiet"], here);
  const rows = FORMULAS.map((id) => `"${id.replaceAll('"', '""')}",2024-01-01,-5\n`).join("");
  writeFileSync(file("formulas.csv"), `customer_id,sale_date,revenue\n${rows}`);
  await quintile(["run", "formulas.csv", "--refunds", "net", "--store", "formulas.duckdb", "--quiet"], here);
});

const explained = async (customer: string): Promise<string> => (await quintile(["explain", customer], here)).out;

describe("explain", () => {
  test("shows where a customer of the fallback stands, and the ways up", async () => {
    expect(await explained("3")).toBe(`Customer 3 is in Others (run 1, as of 2025-02-02)
Occasional buyers — Review manually

              Value  Score  This score                    Cutpoints
recency    271 days      1  above 206                     39  86  130  206
frequency    1 sale      1  up to 2                       2  2  3  4
monetary     722.03      2  above 687.72, up to 1,202.72  687.72  1,202.72  1,512.29  1,996.39

Matched the fallback: the rest

Way to               At today's cutpoints
Champions            3 more sales with 790.27 more revenue
Loyal Customers      3 more sales
Potential Loyalists  1 more sale
`);
  });

  test("says so where buying more does not lead there", async () => {
    expect(await explained("1")).toContain(`Way to     At today's cutpoints
Champions  1 more sale

Not by buying more alone: Loyal Customers, Potential Loyalists
`);
  });

  test("names the rule of a customer who cannot do better", async () => {
    const shown = await explained("5");
    expect(shown).toContain("\n\nMatched rule 1: R ≥ 4, F ≥ 4, M ≥ 4\n");
    expect(shown).not.toContain("Way to");
  });

  test("gives the same as one object", async () => {
    expect(JSON.parse((await quintile(["explain", "3", "--json"], here)).out)).toMatchObject({
      customer_id: "3",
      segment: "Others",
      rule: { number: null, condition: "the rest" },
      scores: [
        { dimension: "recency", value: 271, score: 1, from: { cutpoint: "206", included: false }, to: null },
        { dimension: "frequency", value: 1, score: 1, from: null, to: { cutpoint: "2", included: true } },
        {
          dimension: "monetary",
          value: "722.0300",
          score: 2,
          from: { cutpoint: "687.7200" },
          to: { cutpoint: "1202.7200" },
        },
      ],
      paths: [
        { segment: "Champions" },
        { segment: "Loyal Customers" },
        { segment: "Potential Loyalists", text: "1 more sale" },
      ],
      way: [],
      ties_broken: false,
    });
  });

  test("finds an id that starts with a dash behind two dashes", async () => {
    const { out } = await quintile(["explain", "--store", "formulas.duckdb", "--", "-1"], here);
    expect(out).toMatch(/^Customer -1 is in /);
  });
});

const exported = async (name: string, ...words: string[]): Promise<string> => {
  const { code, err } = await quintile(["export", "--to", name, ...words, "--quiet"], here);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return readFileSync(file(name)).toString("latin1");
};

describe("export", () => {
  test("defuses text that a spreadsheet would run; numbers stay numbers", async () => {
    expect(await exported("formulas.out.csv", "--store", "formulas.duckdb")).toBe(
      `customer_id,recency,frequency,monetary,R_score,F_score,M_score,segment
'\t'x,1,1,-5.0000,5,1,1,Potential Loyalists
'=kept,1,1,-5.0000,5,1,1,Potential Loyalists
'+1,1,1,-5.0000,5,1,1,Potential Loyalists
'-1,1,1,-5.0000,5,1,1,Potential Loyalists
'=1+1,1,1,-5.0000,5,1,1,Potential Loyalists
'@x,1,1,-5.0000,5,1,1,Potential Loyalists
plain,1,1,-5.0000,5,1,1,Potential Loyalists
"say ""hi"", you",1,1,-5.0000,5,1,1,Potential Loyalists
`,
    );
    const negative = "customer_id,sale_date,revenue\n-1,2024-01-01,-5\n2,2024-01-01,-5\n";
    writeFileSync(file("numbers.csv"), negative);
    await quintile(["run", "numbers.csv", "--refunds", "net", "--store", "numbers.duckdb", "--quiet"], here);
    expect(await exported("numbers.out.tsv", "--store", "numbers.duckdb")).toBe(
      "customer_id\trecency\tfrequency\tmonetary\tR_score\tF_score\tM_score\tsegment\n" +
        "-1\t1\t1\t-5.0000\t5\t1\t1\tPotential Loyalists\n2\t1\t1\t-5.0000\t5\t1\t1\tPotential Loyalists\n",
    );
  });

  test("leaves text as it is where no spreadsheet reads it", async () => {
    expect(await exported("formulas.out.jsonl", "--store", "formulas.duckdb")).toContain('{"customer_id":"=1+1",');
  });

  test("takes several segments, by any case, after one flag or several", async () => {
    const both = await exported("both.csv", "--segment", "champions", "AT RISK");
    expect(both.split("\n")).toHaveLength(1 + 12 + 10 + 1);
    expect(await exported("again.csv", "--segment", "At Risk", "--segment", "Champions")).toBe(both);
    expect((await exported("all.csv")).split("\n")).toHaveLength(103);
    expect(
      gunzipSync(Buffer.from(await exported("packed.csv.gz", "--segment", "At Risk", "Champions"), "latin1")).toString(
        "latin1",
      ),
    ).toBe(both);
  });

  test("goes to standard output, which then carries nothing else", async () => {
    const { code, out, err } = await quintile(["export", "--segment", "At Risk", "--to", "-"], here);
    expect(code).toBe(0);
    expect(out.split("\n")).toHaveLength(1 + 10 + 1);
    expect(out).toMatch(/^customer_id,/);
    expect(err).toBe("publish\nWrote 10 customers of At Risk to standard output\n");
  });

  test("says what it wrote", async () => {
    const { out } = await quintile(["export", "--segment", "Champions", "--to", "top.parquet"], here);
    expect(out).toBe("Wrote 12 customers of Champions to top.parquet\n");
    expect(await queryDuckdb(":memory:", `SELECT count(*) AS rows FROM '${file("top.parquet")}'`)).toEqual([
      { rows: "12" },
    ]);
  });
});

test("runs lists what was run, newest first", async () => {
  copyFileSync(file("quintile.duckdb"), file("runs.duckdb"));
  await quintile(
    ["run", "sales.csv", "--store", "runs.duckdb", "--model", "eleven-segment", "--scoring", "saas", "--quiet"],
    here,
  );
  const { code, out } = await quintile(["runs", "--store", "runs.duckdb"], here);
  expect(code).toBe(0);
  expect(out.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "2026-01-01 00:00:00")).toBe(
    `Run  Finished (UTC)       Snapshot    Customers  Sales  Rejected  Scoring    Model           Source
  2  2026-01-01 00:00:00  2025-02-02        101    264         0  saas       eleven-segment  sales.csv
  1  2026-01-01 00:00:00  2025-02-02        101    264         0  quintiles  five-segment    sales.csv
`,
  );
  const { runs } = JSON.parse((await quintile(["runs", "--store", "runs.duckdb", "--json"], here)).out) as {
    runs: Record<string, unknown>[];
  };
  expect(Object.keys(runs[0] as object)).toEqual([
    "run",
    "finished_at",
    "source",
    "snapshot",
    "sales",
    "customers",
    "rejected",
    "scoring",
    "model",
    "relabels",
    "segments",
    "reading",
    "version",
  ]);
});

describe("segments", () => {
  test("shows a model", async () => {
    const { out } = await quintile(["segments"], here);
    expect(out).toBe(`five-segment

Segment              Description                      Action                                                       Group
Champions            Bought recently, often and most  Loyalty rewards, early access, ambassador programmes         top
Loyal Customers      Buy often, whatever the spend    Subscription offers, bulk discounts, frequency rewards       top
Potential Loyalists  Recent but not yet frequent      Onboarding, second-purchase incentives
At Risk              Bought often and dropped off     Win-back, personal re-engagement, lapsed-customer discounts  at-risk
Others               Occasional buyers                Review manually

#  Rule (the first match wins)  Segment
1  R ≥ 4, F ≥ 4, M ≥ 4          Champions
2  F ≥ 4                        Loyal Customers
3  R ≥ 4                        Potential Loyalists
4  R ≤ 2, F ≥ 3                 At Risk
–  the rest                     Others

Models: five-segment, eleven-segment, or a file
`);
  });

  test("check finds what is wrong with a model", async () => {
    writeFileSync(
      file("model.yaml"),
      `name: leaky
segments:
  - { name: VIP, description: Best, action: Call, group: top }
  - { name: Ghost, description: Nobody, action: None }
  - { name: Rest, description: Others, action: None }
rules:
  - { segment: VIP, when: { R: 4..5 } }
  - { segment: VIP, when: { R: 5, F: 5 } }
fallback: Rest
`,
    );
    const { code, out } = await quintile(["segments", "check", "model.yaml", "--store", "quintile.duckdb"], here);
    expect(code).toBe(0);
    expect(out).toMatch(/^leaky\n\nSegment  Cells\nVIP         50\nGhost        0\nRest        75\n\n/);
    expect(out).toContain("! Rules that can never match: rule 2 (R = 5, F = 5 → VIP)\n");
    expect(out).toContain("! Segments without a rule: Ghost\n");
    expect(out).toContain("! Segments without customers in quintile.duckdb: Ghost\n");
    expect(out).toContain("  75 of the 125 cells are caught by the fallback alone: 111 112 ");
  });

  test("check knows what a scoring cannot give", async () => {
    const { out } = await quintile(["segments", "check", "eleven-segment", "--scoring", "saas"], here);
    expect(out).toContain("! Segments that no customer can reach with saas scoring: New Customers; Promising; Lost\n");
    expect(out).toContain("  29 of the 125 cells are caught by the fallback alone: ");
  });

  test("check refuses a bad model by its line", async () => {
    writeFileSync(
      file("bad.yaml"),
      "name: bad\nsegments:\n  - { name: A }\nrules:\n  - { segment: A, when: { R: 6 } }\nfallback: A\n",
    );
    expect(await quintile(["segments", "check", "bad.yaml"], here)).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(/^BAD_MODEL: bad\.yaml:5: /) as string,
    });
  });
});
