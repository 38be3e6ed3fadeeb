import { GLOSSARY } from "../display/glossary.js";

/** The glossary as Markdown. */
export function renderGlossary(): string {
  const rows = GLOSSARY.map(({ term, meaning }) => `| ${term} | ${meaning} |`);
  return ["# Glossary", "", "| Word | Means |", "|---|---|", ...rows, ""].join("\n");
}
