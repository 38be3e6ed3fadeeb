// Writes docs/reference/cli.md from what the operations declare; with --check, only says whether it is as it should be.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { COMMANDS } from "../dist/cli/commands.js";
import { kebab } from "../dist/operations/inputs/spellings.js";

const file = new URL("../docs/reference/cli.md", import.meta.url);
const text = renderReference();
if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== text) {
    process.stderr.write("docs/reference/cli.md is not what the operations declare. Write it: npm run docs\n");
    process.exitCode = 1;
  }
} else {
  mkdirSync(new URL(".", file), { recursive: true });
  writeFileSync(file, text);
}

function renderReference() {
  return `# Commands

<!-- Written by \`npm run docs\` from the declarations of the operations. Edit those, not this page. -->

${COMMANDS.map(renderOperation).join("\n")}
## Every command

| Option | Meaning |
|---|---|
| \`--json\` | Print the result as one JSON object; an error is one too, on standard error |
| \`--quiet\` | No progress and no table, only errors |
| \`--help\` | Show the options of the command |

Commands that say so also read \`--config FILE\`: a YAML file with the same names as the options of \`run\`, without the
dashes, and \`currency\` and \`locale\` for what people look at. \`quintile.yaml\` in the current folder is found by itself. What the command line says wins.

| Exit code | Meaning |
|---|---|
| 0 | done |
| 1 | failed; nothing was published |
| 2 | wrong usage |
| 3 | rows were rejected under \`--strict\`; nothing was published |
| 5 | busy: another process has the store, or there are too many requests; the same command may succeed later |
| 6 | a question without a terminal to ask it on; nothing was published |
| 130 | stopped (Ctrl-C); nothing was published |
`;
}

function renderOperation({ name, description, inputs, configured }) {
  const entries = Object.entries(inputs);
  const positional = entries.filter(([, input]) => input.positional);
  const words = positional.map(([, input]) => (input.required ? input.placeholder : `[${input.placeholder}]`));
  const rows = entries.map(
    ([key, input]) => `| ${codeOf(key, input)} | ${cell(input.description)} | ${defaultOf(input)} |`,
  );
  return `## \`${["quintile", name, ...words].join(" ")}\`

${description}${configured.length > 0 ? " Reads the configuration." : ""}

| Option | Meaning | Default |
|---|---|---|
${rows.join("\n")}
`;
}

function codeOf(key, input) {
  if (input.positional) return `\`${input.placeholder}\``;
  if (input.type === "flag") return `\`--${kebab(key)}\``;
  const value = input.type === "choice" ? input.choices.join("|") : input.placeholder;
  return `\`--${kebab(key)} ${cell(value)}\``;
}

function defaultOf(input) {
  return input.default === undefined ? "" : `\`${cell(String(input.default))}\``;
}

/** Text that stands in one cell of a table. */
function cell(value) {
  return value.replaceAll("|", "\\|");
}
