import { describe, expect, test } from "vitest";
import { commandLine, wordsWith } from "../../src/cli/command-words.js";
import type { Inputs } from "../../src/operations/inputs/input.js";

const INPUTS = {
  source: { type: "text", placeholder: "SOURCE", positional: true, description: "Sales" },
  decimal: { type: "choice", choices: [".", ","], description: "Decimal mark" },
  dateFormat: { type: "text", placeholder: "FORMAT", description: "Format" },
  revenue: { type: "text", placeholder: "COLUMN", description: "Amount" },
  strict: { type: "flag", description: "None" },
  to: { type: "texts", placeholder: "FILE", description: "Files" },
  segment: { type: "texts", placeholder: "NAME", listed: true, description: "Segments" },
} as const satisfies Inputs;

describe("the user's own words with an answer", () => {
  test.each([
    ["adds what was not said", ["run", "s.csv"], { decimal: "," }, ["run", "s.csv", "--decimal", ","]],
    [
      "replaces what was said otherwise",
      ["run", "--decimal", ".", "s.csv"],
      { decimal: "," },
      ["run", "s.csv", "--decimal", ","],
    ],
    [
      "also where it was said with =",
      ["run", "--decimal=.", "s.csv"],
      { decimal: "," },
      ["run", "s.csv", "--decimal", ","],
    ],
    [
      "keeps everything else in its place",
      ["run", "s.csv", "--to", "a.csv", "--to", "b.csv", "--strict", "--config", "q.yaml", "--json"],
      { dateFormat: "%d/%m/%Y" },
      [..."run s.csv --to a.csv --to b.csv --strict --config q.yaml --json".split(" "), "--date-format", "%d/%m/%Y"],
    ],
    [
      "replaces what stands by position",
      ["run", "s.csv", "--strict"],
      { source: "t.csv" },
      ["run", "--strict", "t.csv"],
    ],
    [
      "replaces all of a list that one flag opens",
      ["run", "--segment", "A", "B", "--strict"],
      { segment: ["C", "D"] },
      ["run", "--strict", "--segment", "C", "--segment", "D"],
    ],
    [
      "takes a value for a value, whatever it looks like",
      ["run", "--revenue", "run"],
      { decimal: "," },
      ["run", "--revenue", "run", "--decimal", ","],
    ],
    [
      "binds a value that begins with a dash",
      ["run", "s.csv"],
      { revenue: "-amount" },
      ["run", "s.csv", "--revenue=-amount"],
    ],
    ["adds a flag, and leaves one out", ["run", "--strict", "s.csv"], { strict: false }, ["run", "s.csv"]],
    [
      "masks a password",
      ["run", "postgres://me:secret@host/shop"],
      { decimal: "," },
      ["run", "postgres://me@host/shop", "--decimal", ","],
    ],
  ])("%s", (_, words, answer, expected) => {
    expect(wordsWith(words, ["run"], INPUTS, answer)).toEqual(expected);
  });

  test("knows a command of two words", () => {
    expect(wordsWith(["icp", "show", "--json"], ["icp", "show"], INPUTS, { decimal: "," })).toEqual([
      "icp",
      "show",
      "--json",
      "--decimal",
      ",",
    ]);
  });
});

describe("a line to copy", () => {
  test.each([
    [["run", "sales.csv", "--date-format", "%d/%m/%Y"], "quintile run sales.csv --date-format %d/%m/%Y"],
    [["run", "sales/*.csv", "--sheet", "Sales 2024"], "quintile run 'sales/*.csv' --sheet 'Sales 2024'"],
    [["run", "it's.csv"], String.raw`quintile run 'it'\''s.csv'`],
    [["run", "-", "--decimal", ","], "… | quintile run - --decimal ,"],
    [["run", "s.csv", "--to", "-"], "quintile run s.csv --to -"],
  ])("%j", (words, line) => {
    expect(commandLine(words)).toBe(line);
  });
});
