import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const RESULTS = fileURLToPath(new URL("./RESULTS.md", import.meta.url));

const INTRODUCTION = `# Last results

Written by \`npm run bench\`; what is measured, and how, stands in [README.md](README.md). Each part keeps its own
last run, so a part can be repeated alone.
`;

/** The parts kept so far, by title. @returns {Map<string, string>} */
function readParts() {
  const text = existsSync(RESULTS) ? readFileSync(RESULTS, "utf8") : "";
  const parts = text.split(/^## /m).slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n")).trim()]));
}

/**
 * Replaces one part of RESULTS.md and keeps the others.
 * @param {string} title
 * @param {string} text
 * @param {string[]} order all titles, in the order of the page
 */
export function keepResult(title, text, order) {
  const parts = readParts().set(title, text);
  const sections = order.filter((name) => parts.has(name)).map((name) => `\n## ${name}\n\n${parts.get(name)}\n`);
  writeFileSync(RESULTS, INTRODUCTION + sections.join(""));
}
