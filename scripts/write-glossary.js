// Writes docs/glossary.md from src/display/glossary.ts; with --check, only says whether it is as it should be.
import { readFileSync, writeFileSync } from "node:fs";
import { renderGlossary } from "../dist/outputs/render-glossary.js";

const file = new URL("../docs/glossary.md", import.meta.url);

if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== renderGlossary()) {
    process.stderr.write("docs/glossary.md is not what the code declares. Write it: npm run docs\n");
    process.exitCode = 1;
  }
} else writeFileSync(file, renderGlossary());
