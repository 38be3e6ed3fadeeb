// Writes src/results/answer-schemas.ts from the types of src/results/answers.ts; with --check, only says whether it is as it should be.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";

const path = (/** @type {string} */ name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const file = path("src/results/answer-schemas.ts");

const { definitions = {} } = createGenerator({
  path: path("src/results/answers.ts"),
  tsconfig: path("tsconfig.json"),
  type: "AllAnswers",
  skipTypeCheck: true,
  sortProps: false,
}).createSchema("AllAnswers");
const { AllAnswers: answers, ...schemas } = modern(definitions);
const names = Object.fromEntries(
  Object.entries(answers.properties).map(([name, { $ref }]) => [name, $ref.split("/").at(-1)]),
);
const text = `// Written by \`npm run docs\` from the types of ./answers.ts. Edit those, not this file.
import type { AllAnswers } from "./answers.js";

/** The schema of each kind of answer, by its name in {@link ANSWER_SCHEMAS}. */
export const ANSWER_NAMES: Readonly<Record<keyof AllAnswers, string>> = ${JSON.stringify(names, null, 2)};

/** JSON Schemas (2020-12) of the types of the answers. */
export const ANSWER_SCHEMAS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = ${JSON.stringify(schemas, null, 2)};
`;

if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== text) {
    process.stderr.write("src/results/answer-schemas.ts is not what the types declare. Write it: npm run docs\n");
    process.exitCode = 1;
  }
} else writeFileSync(file, text);

/** Draft 7, which the generator writes, as OpenAPI 3.1 reads it: tuples and references are spelled otherwise. */
function modern(/** @type {any} */ schema) {
  if (Array.isArray(schema)) return schema.map(modern);
  if (typeof schema !== "object" || schema === null) return schema;
  const { items, $ref, ...others } = schema;
  const entries = Object.entries(others).map(([key, value]) => [key, modern(value)]);
  if (Array.isArray(items)) entries.push(["prefixItems", items.map(modern)], ["items", false]);
  else if (items !== undefined) entries.push(["items", modern(items)]);
  if ($ref !== undefined)
    entries.push(["$ref", decodeURIComponent($ref).replace("#/definitions/", "#/components/schemas/")]);
  return Object.fromEntries(entries);
}
