// Writes the tables of docs/reading.md from those that the code reads by; with --check, only says whether they are as they should be.
import { readFileSync, writeFileSync } from "node:fs";
import { CALENDAR_WORDS } from "../dist/sql/dates/calendar-words.js";
import { CURRENCIES } from "../dist/sql/numbers/currencies.js";
import { GROUP_MARKS, MINUS_SIGNS } from "../dist/sql/numbers/notation.js";

const file = new URL("../docs/reading.md", import.meta.url);
const old = readFileSync(file, "utf8");

/** The parts that are written, by the names that stand around them in the page. */
const PARTS = { signs: signs(), currencies: currencies(), months: months() };

const text = Object.entries(PARTS).reduce(
  (page, [name, part]) =>
    page.replace(
      new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- end of ${name} -->)`),
      (_, from, to) => `${from}\n${part}\n\n${to}`,
    ),
  old,
);
if (process.argv.includes("--check")) {
  if (text !== old) {
    process.stderr.write("docs/reading.md does not have the tables of the code. Write them: npm run docs\n");
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, text);
}

function signs() {
  const rows = [
    ["group mark: blank", GROUP_MARKS.blank],
    ["group mark: apostrophe", GROUP_MARKS.apostrophe],
    ["minus", MINUS_SIGNS],
  ];
  return [
    "| Sign | Characters |",
    "|---|---|",
    ...rows.map(([name, characters]) => `| ${name} | ${[...characters].map(shown).join(", ")} |`),
  ].join("\n");
}

function currencies() {
  return CURRENCIES.map(({ code, spellings }) => [code, ...spellings].map((word) => `\`${word}\``).join(" "))
    .map((words) => `- ${words}`)
    .join("\n");
}

/** A character as it stands and by its number, since blanks look alike. */
function shown(character) {
  const number = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return /\s/u.test(character) ? number : `\`${character}\` (${number})`;
}

function months() {
  return [
    "| Language | January to December |",
    "|---|---|",
    ...CALENDAR_WORDS.map(
      ({ language, months: names }) =>
        `| ${language} | ${names.map((forms) => forms.replaceAll(" ", " / ")).join(", ")} |`,
    ),
  ].join("\n");
}
