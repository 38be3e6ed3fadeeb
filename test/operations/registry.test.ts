import { readFileSync, readdirSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.js";
import { addInputs, spellingFor } from "../../src/cli/flags.js";
import * as library from "../../src/library.js";
import { defaultOf, readInputs, withoutDefaults } from "../../src/operations/inputs/read-inputs.js";
import { schemaOfInputs } from "../../src/operations/inputs/input-schema.js";
import { kebab, snake } from "../../src/operations/inputs/spellings.js";
import type { AnyOperation } from "../../src/operations/operation.js";
import { OPERATIONS } from "../../src/operations/registry.js";
import { ANSWER_NAMES, ANSWER_SCHEMAS } from "../../src/results/answer-schemas.js";
import { openApiDocument } from "../../src/server/openapi.js";
import { routes } from "../../src/server/routes.js";
import { Command } from "commander";

const REFERENCE = readFileSync(new URL("../../docs/reference/cli.md", import.meta.url), "utf8");
const ROUTES = routes({
  display: {},
  currentRun: undefined as never,
  configuredRun: undefined,
  place: { store: "store.duckdb", schema: undefined, source: undefined },
});

/** `--no-x` takes the flag `--x` back, so that no flag of its own can be called so. */
test("no input begins with no", () => {
  const names = COMMANDS.flatMap(({ inputs }) => Object.keys(inputs));
  expect(names.filter((name) => /^no[A-Z]/.test(name))).toEqual([]);
});

/** The section of a command in the reference. */
function sectionOf({ name, inputs }: AnyOperation): string {
  const places = Object.values(inputs).flatMap((input) =>
    input.positional === true && "placeholder" in input
      ? [input.required === true ? input.placeholder : `[${input.placeholder}]`]
      : [],
  );
  const heading = `\`${["quintile", name, ...places].join(" ")}\`\n`;
  return REFERENCE.split("\n## ").find((section) => section.startsWith(heading)) ?? "";
}

describe.each(OPERATIONS.map((operation) => [operation.name, operation] as const))("%s", (name, operation) => {
  const inputs = Object.entries(operation.inputs);

  test("has a flag for each input, or a place on the command line, with its default", () => {
    const command = new Command(name);
    addInputs(command, operation);
    const help = command.helpInformation().replaceAll(/\s+/g, " ");
    for (const [each, input] of inputs) {
      expect(help).toContain(input.positional === true ? spellingFor(operation)(each) : `--${kebab(each)}`);
      const standard = defaultOf(input);
      if (standard !== undefined && standard !== false) expect(help).toContain(`(default: ${String(standard)})`);
    }
    expect(help.includes("--config")).toBe(operation.configured.length > 0);
  });

  test("has a function in the library", () => {
    expect(typeof (library as Readonly<Record<string, unknown>>)[operation.function]).toBe("function");
  });

  test("has a section in the reference, with its inputs", () => {
    const section = sectionOf(operation);
    expect(section).toContain(operation.description);
    for (const [each, input] of inputs) {
      expect(section).toContain(input.positional === true ? spellingFor(operation)(each) : `\`--${kebab(each)}`);
      expect(section).toContain(input.description.replaceAll("|", "\\|"));
    }
  });

  test("has JSON schemas of its inputs and of its answer", () => {
    const ajv = new Ajv2020({ strict: false });
    const isGiven = ajv.compile(schemaOfInputs(operation.inputs, snake));
    const required = inputs.filter(([, input]) => input.required === true).map(([each]) => [snake(each), "x"]);
    expect(isGiven(Object.fromEntries(required))).toBe(true);
    expect(isGiven({ ...Object.fromEntries(required), nobody_knows: 1 })).toBe(false);
    expect(ANSWER_SCHEMAS[ANSWER_NAMES[name]]).toMatchObject({ type: "object" });
  });

  test("says what it does to the world; whatever has a route only reads", () => {
    expect(["reads", "publishes", "writes a file"]).toContain(operation.effect);
    if (operation.route !== undefined) expect(operation.effect).toBe("reads");
    if (operation.effect === "reads") expect(Object.keys(operation.inputs)).not.toContain("to");
  });

  test("puts its defaults where nothing is given", () => {
    const required = Object.fromEntries(
      inputs.filter(([, input]) => input.required === true).map(([each]) => [each, "x"]),
    );
    const values = readInputs(operation.inputs, required) as Readonly<Record<string, unknown>>;
    for (const [each, input] of inputs) expect(values[each]).toEqual(required[each] ?? defaultOf(input));
    expect(withoutDefaults(operation.inputs, values)).toEqual(required);
  });

  test.runIf(operation.route !== undefined)(
    "has a route that takes what it says, and a place in the OpenAPI document",
    () => {
      const route = ROUTES.find(({ id }) => id === operation.function);
      expect(route?.path).toBe(operation.route?.path);
      expect(Object.keys(route?.inputs ?? {})).toEqual(operation.route?.takes);
      const documented = openApiDocument(ROUTES, false).paths[operation.route?.path ?? ""] as Readonly<
        Record<string, { readonly parameters: readonly { readonly name: string }[] }>
      >;
      expect(documented["get"]?.parameters.map((each) => each.name)).toEqual(operation.route?.takes.map(snake));
    },
  );
});

test("no request sets an input that holds a path, an address or SQL", () => {
  const taken = ROUTES.flatMap(({ path, inputs, body }) =>
    Object.entries({ ...inputs, ...(body !== undefined && "inputs" in body ? body.inputs : {}) }).map(
      ([name, input]) => [`${path} ${name}`, input.holds] as const,
    ),
  );
  expect(taken.length).toBeGreaterThan(10);
  expect(taken.filter(([, holds]) => holds !== undefined)).toEqual([]);
});

/** Inputs whose values have power over the machine. */
const POWERFUL = {
  path: ["to", "rejects", "model", "scoring", "prospects", "folder"],
  address: ["source", "store", "attributes"],
  sql: ["customer", "date", "revenue", "where"],
} as const;

test("inputs that are paths, addresses or SQL are marked", () => {
  const marked = new Map<string, Set<string>>();
  for (const { name, inputs } of COMMANDS) {
    for (const [each, input] of Object.entries(inputs)) {
      if (name === "explain" && each === "customer") continue; // an id
      if (input.holds !== undefined) marked.set(input.holds, (marked.get(input.holds) ?? new Set()).add(each));
      for (const [holds, names] of Object.entries(POWERFUL)) {
        if ((names as readonly string[]).includes(each)) expect([name, each, input.holds]).toEqual([name, each, holds]);
      }
    }
  }
  expect([...marked.keys()].toSorted()).toEqual(["address", "path", "sql"]);
});

test("messages name inputs that there are", () => {
  const known = new Set(COMMANDS.flatMap(({ inputs }) => Object.keys(inputs)));
  const root = new URL("../../src/", import.meta.url);
  const named = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      [...readFileSync(new URL(file, root), "utf8").matchAll(/inputName\("(\w+)"\)/g)].map(
        ([, name]) => name as string,
      ),
    );
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((name) => !known.has(name) && name !== "asOf")).toEqual([]);
});
