// Writes docs/exports/README.md from the exports that are known; with --check, only says whether it is as it should be.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { KNOWN_EXPORTS } from "../dist/intake/exports/known-exports.js";

const file = new URL("../docs/exports/README.md", import.meta.url);
const text = renderExports();
if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== text) {
    process.stderr.write("docs/exports/README.md is not what src/intake/exports holds. Write it: npm run docs\n");
    process.exitCode = 1;
  }
} else {
  mkdirSync(new URL(".", file), { recursive: true });
  writeFileSync(file, text);
}

function renderExports() {
  return `# Exports that are known

<!-- Written by \`npm run docs\` from src/intake/exports. Edit those files, not this page. -->

A file with the headers of one of these exports is read as its vendor writes it: \`quintile run FILE\`. What is
known of an export is a few lines of data, so that a new one needs no code ([how](#adding-one)). Headers count without case,
blanks and punctuation, in the spellings that are listed, and more columns may stand beside them.

| Export | File |
|---|---|
${KNOWN_EXPORTS.map(({ name, howTo }) => `| [${name}](#${anchor(name)}) | ${howTo} |`).join("\n")}

${KNOWN_EXPORTS.map(renderExport).join("\n")}
## Adding one

1. An entry in the file of its vendor in \`src/intake/exports/\`, or a file of its own and a name in \`known-exports.ts\`. Each field says
   what it means (\`known-export.ts\`).
2. An example with invented rows in \`test/intake/exports/NAME.csv\`, and what each customer comes to in \`NAME.expected.csv\`. NAME is
   the name of the export in small letters, with hyphens.
3. \`npm run docs\`, which writes this page.
`;
}

function renderExport(known) {
  const rows = [
    ["Customer", known.customer.map(code).join(", else ")],
    ["Date", known.date.map(code).join(", else ")],
    ["Amount", known.amounts.map(amountOf).join(", else ")],
    [
      "One purchase",
      known.orders.length === 0 ? "each row" : `all rows with the same ${known.orders.map(code).join(", else ")}`,
    ],
    ["Status", listed(known.status)],
    ["Sold", known.onlySold ? `${listed(known.sold)} alone` : listed(known.sold)],
    ["Not sold", listed(known.notSold)],
    ["Currency", listed(known.currency)],
    ["Subtracted", listed(known.refunded)],
    ["Number of orders", (known.frequency ?? []).map(code).join(" + ")],
    [
      "Known by",
      known.knownBy.map((each) => (typeof each === "string" ? code(each) : each.map(code).join(" or "))).join(", "),
    ],
  ].filter(([, value]) => value !== "");
  const notes = [
    ...(known.notes ?? []),
    ...(known.lacks === undefined ? [] : [`Without a column of buyers: ${known.lacks}`]),
  ];
  return `## ${known.name}

${known.howTo} ([${new URL(known.link).hostname}](${known.link}))

**Counted**: ${known.counted}

${notes.map((note) => `${note.replace(/\\.?$/, ".")}\n\n`).join("")}\`\`\`sh
quintile run FILE
\`\`\`

| | |
|---|---|
${rows.map(([what, value]) => `| ${what} | ${value.replaceAll("|", "\\\\|")} |`).join("\n")}
`;
}

function amountOf(amount) {
  if ("column" in amount)
    return `${code(amount.column)} (${amount.is === "line total" ? "of the line" : "of the order"})`;
  return "sum" in amount ? amount.sum.map(code).join(" + ") : `${code(amount.quantity)} × ${code(amount.price)}`;
}

function listed(texts = []) {
  return texts.map(code).join(", ");
}

function code(words) {
  return `\`${words}\``;
}

/** What a heading is called in a link. */
function anchor(name) {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");
}
