import { beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../../src/operations/inputs/read-config.js";
import { segmentsCheckOperation } from "../../src/operations/segments-check/operation.js";
import { freshFolders, HEADER, refusal, refusalOf, write } from "./refusal.js";

freshFolders();

function storeOf(text: string): Promise<Record<string, unknown>> {
  write("quintile.yaml", text);
  return readConfig(undefined, ["store", "schema"]);
}

function config(text: string): Promise<string> {
  write("quintile.yaml", text);
  return refusal(() => readConfig(undefined, ["source", "refunds", "threads", "to"]));
}

describe("a configuration", () => {
  test("with a setting that does not exist", async () => {
    expect(await config("# ours\nsource: sales.csv\nrefund: net\n")).toMatchInlineSnapshot(`
      "BAD_CONFIG: quintile.yaml:3: there is no setting "refund".
      Did you mean "refunds"?
      exit 1"
    `);
  });

  test("whose sales are in a database, and so is its store where it names none", async () => {
    expect(await storeOf("source: postgres://ann@db/shop\nschema: rfm\n")).toEqual({
      store: "postgres://ann@db/shop",
      schema: "rfm",
    });
    expect(await storeOf("source: postgres://ann@db/shop\nstore: a.duckdb\n")).toEqual({ store: "a.duckdb" });
    expect(await storeOf("source: sales.csv\n")).toEqual({});
  });

  test("with a value that a setting cannot have", async () => {
    expect(await config("source: sales.csv\n\nrefunds: sometimes\n")).toMatchInlineSnapshot(`
      "BAD_CONFIG: quintile.yaml:3: refunds must be "net", "amount-only" or "ignore"; it is "sometimes".

      exit 1"
    `);
    expect(await config("threads: -1\n")).toMatch(
      /^BAD_CONFIG: quintile\.yaml:1: threads must be a whole number of at least 1; it is -1\.\n/,
    );
    expect(await config("source: [a.csv, b.csv]\n")).toMatch(
      /^BAD_CONFIG: quintile\.yaml:1: source must be a text; it is a list\.\n/,
    );
  });

  test("that is not YAML", async () => {
    expect(await config("source: sales.csv\nto: [a.csv\nthreads: 2\n")).toMatchInlineSnapshot(`
      "BAD_CONFIG: quintile.yaml:3: Flow sequence in block collection must be sufficiently indented and end with a ].
      Settings are YAML: one "name: value" per line.
      exit 1"
    `);
  });

  test("that sets something twice", async () => {
    expect(await config("source: a.csv\nsource: b.csv\n")).toMatchInlineSnapshot(`
      "BAD_CONFIG: quintile.yaml:2: Map keys must be unique.
      Settings are YAML: one "name: value" per line.
      exit 1"
    `);
  });

  test("that is a list", async () => {
    expect(await config("- source\n")).toMatchInlineSnapshot(`
      "BAD_CONFIG: quintile.yaml holds no settings.
      Settings are YAML: one "name: value" per line.
      exit 1"
    `);
  });

  test("that is a folder", async () => {
    write("quintile.yaml/x", "");
    expect(await refusal(() => readConfig(undefined, ["source"]))).toMatchInlineSnapshot(`
      "BAD_CONFIG: quintile.yaml cannot be read.
      It must be a YAML file.
      exit 1"
    `);
  });

  test("that is not there", async () => {
    expect(await refusal(() => readConfig("my.yaml", ["source"]))).toMatchInlineSnapshot(`
      "NO_SUCH_FILE: There is no configuration my.yaml.
      quintile init SOURCE writes one.
      exit 1"
    `);
    expect(await readConfig(undefined, ["source"])).toEqual({});
  });

  test("that is empty, or comments, sets nothing", async () => {
    write("quintile.yaml", "# source: x\n");
    expect(await readConfig(undefined, ["source"])).toEqual({});
  });
});

describe("a model or scoring file", () => {
  beforeEach(() => {
    write("sales.csv", `${HEADER}a,2024-01-01,5\nb,2024-02-01,6\n`);
  });

  test("that names a segment it does not have", async () => {
    write("m.yaml", "name: m\nsegments:\n  - { name: A }\nrules:\n  - { segment: B, when: { R: 5 } }\nfallback: A\n");
    expect(await refusalOf("sales.csv", { model: "m.yaml" })).toMatchInlineSnapshot(`
      "BAD_MODEL: m.yaml:5: "B" is not among the segments.
      Segments: A.
      exit 1"
    `);
    expect(await refusal(() => segmentsCheckOperation.run({ model: "m.yaml" }))).toMatch(/^BAD_MODEL: m\.yaml:5: /);
  });

  test("that asks for a score beyond 5", async () => {
    write(
      "m.yaml",
      "name: m\nsegments:\n  - { name: A }\nrules:\n  - segment: A\n    when:\n      R: 4..6\nfallback: A\n",
    );
    expect(await refusalOf("sales.csv", { model: "m.yaml" })).toMatchInlineSnapshot(`
      "BAD_MODEL: m.yaml:7: R is 4..6, but lies between 1 and 5.

      exit 1"
    `);
  });

  test("that has no fallback", async () => {
    write("m.yaml", "name: m\nsegments:\n  - { name: A }\nrules:\n  - { segment: A, when: { R: 5 } }\n");
    expect(await refusalOf("sales.csv", { model: "m.yaml" })).toMatchInlineSnapshot(`
      "BAD_MODEL: m.yaml:1: A segment model needs the key "fallback".

      exit 1"
    `);
  });

  test("that is not YAML", async () => {
    write("m.yaml", "name: m\nsegments: [\n");
    expect(await refusalOf("sales.csv", { model: "m.yaml" })).toMatchInlineSnapshot(`
      "BAD_MODEL: m.yaml:3: Not valid YAML or JSON: Flow sequence in block collection must be sufficiently indented and end with a ]

      exit 1"
    `);
  });

  test("that is a folder", async () => {
    write("m.yaml/x", "");
    expect(await refusalOf("sales.csv", { model: "m.yaml" })).toMatchInlineSnapshot(`
      "BAD_FILE: m.yaml cannot be read.
      It must be a text file in YAML or JSON.
      exit 1"
    `);
  });

  test("with bounds in the wrong order", async () => {
    write("s.yaml", "name: s\nrecency: [30, 90, 60, 365]\n");
    expect(await refusalOf("sales.csv", { scoring: "s.yaml" })).toMatchInlineSnapshot(`
      "BAD_SCORING: s.yaml:2: The bounds of recency are best first, so ascending; 60 follows 90.

      exit 1"
    `);
  });
});
