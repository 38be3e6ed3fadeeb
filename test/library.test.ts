import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as library from "../src/index.js";
import { QuintileError } from "../src/model/index.js";
import { queryDuckdb } from "./support/duckdb.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const { path } = temporaryFolder();

/** What callers have types of their own for. */
interface MyCustomer {
  readonly name: string;
  readonly segment: string;
  readonly industry: string;
}

function sales(): string {
  const file = path("sales.csv");
  const rows = Array.from({ length: 30 }, (_, n) => `c${n % 10},2024-03-${String(1 + n).padStart(2, "0")},${n + 1}`);
  writeFileSync(file, `customer_id,sale_date,revenue\n${rows.join("\n")}\n`);
  return file;
}

test("models, scorings, moments and tie rules may be objects, and say the same as their text", async () => {
  const source = sales();
  const [one, other] = [path("one.duckdb"), path("other.duckdb")];
  const asText = {
    model: "eleven-segment",
    scoring: "quintiles",
    asOf: "2024-03-20T00:00:00Z",
    ties: ["frequency=first"],
  };
  const first = await library.run({ source, store: one, ...asText });
  const second = await library.run({
    source,
    store: other,
    model: library.elevenSegment,
    scoring: library.SCORING_PRESETS[0],
    asOf: new Date("2024-03-20"),
    ties: { frequency: "first" },
  });
  const { store: _, timings: __, ...expected } = first;
  expect(second).toMatchObject(expected);
  const [stored] = await queryDuckdb(other, "SELECT options FROM rfm_runs");
  expect(JSON.parse(String(stored?.["options"]))).toMatchObject({ ties: ["frequency=first"] });
});

test("a model that is an object is held to the rules of a model", async () => {
  const wrong = { ...library.fiveSegment, rules: [{ segment: "Nobody", when: {} }] };
  await expect(library.segments({ model: wrong })).rejects.toMatchObject({ code: "BAD_MODEL" });
  await expect(library.segments({ model: {} as never })).rejects.toMatchObject({ code: "BAD_MODEL" });
  const shown = await library.segments({ model: { ...library.fiveSegment, name: "mine" } });
  expect(shown).toMatchObject({ model: "mine", segments: library.fiveSegment.segments });
});

test("messages name options as the library does", async () => {
  await expect(library.run({ source: "x.csv", threads: 0 })).rejects.toThrow(
    "threads must be a whole number of at least 1",
  );
  await expect(library.run({ source: "x.csv", asOf: new Date(NaN) })).rejects.toThrow("asOf is not a date.");
  await expect(library.run({ source: "x.csv", cutpoints: "latest", ties: "first" })).rejects.toThrow(
    "cutpoints brings its own scoring and shares ties.",
  );
});

test("progress is told step by step, and a call that is cancelled has the reason of its signal as cause", async () => {
  const controller = new AbortController();
  const reason = new Error("closing time");
  const told: library.ProgressEvent[] = [];
  const call = library.run(
    { source: sales(), store: path("cancelled.duckdb") },
    {
      signal: controller.signal,
      onProgress: (progress) => {
        told.push(progress);
        if (progress.type === "stage" && progress.stage === "metrics") controller.abort(reason);
      },
    },
  );
  const error = await call.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(QuintileError);
  expect(error).toMatchObject({ code: "CANCELLED", cause: reason });
  expect(told.filter(({ type }) => type === "stage").map((each) => "stage" in each && each.stage)).toEqual([
    "open",
    "sales",
    "metrics",
  ]);
});

test("records of an interface fit wherever records are taken", () => {
  const customers: MyCustomer[] = [
    { name: "ada", segment: "Champions", industry: "Software" },
    { name: "bob", segment: "Others", industry: "Retail" },
  ];
  const top = library.topPerformers(customers);
  expect(top.map(({ name }) => name)).toEqual(["ada"]);
  const patterns = library.icpPatterns(top, customers, { dimensions: ["industry"] });
  const prospect: MyCustomer = { name: "cyd", segment: "", industry: "Software" };
  expect(library.qualify(prospect, library.tierRecommendations(patterns)).tier).toMatch(/^tier_/);
});

test("what the package gives to others has every function that there is a command for", () => {
  const { scripts: _, exports } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    scripts: unknown;
    exports: Record<string, unknown>;
  };
  expect(Object.keys(exports)).toContain("./model");
  for (const name of [
    "run",
    "init",
    "overview",
    "report",
    "explain",
    "customers",
    "exportCustomers",
    "movement",
    "icp",
    "icpShow",
    "qualifyProspects",
    "segments",
    "segmentsCheck",
    "models",
    "relabel",
    "runs",
    "sql",
    "demo",
  ])
    expect(library).toHaveProperty(name, expect.any(Function));
});
