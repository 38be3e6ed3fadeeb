import { describeMachine } from "./machine.js";
import { memorySource } from "./measure.js";
import { STANDARD, parseOptions } from "./options.js";
import { benchHelp, benchLarge, benchPeers, canRunQuintile } from "./parts.js";
import { makePython, pythonVersions } from "./python.js";
import { keepResult } from "./results.js";

/** @typedef {import("./options.js").Part} Part */
/** @typedef {import("./parts.js").Setting} Setting */

/** @type {Record<Part, { title: string, bench: (setting: Setting) => Promise<string> }>} */
const PARTS = {
  csv: { title: "CSV", bench: (setting) => benchPeers("csv", setting) },
  parquet: { title: "Parquet", bench: (setting) => benchPeers("parquet", setting) },
  large: { title: "Large", bench: benchLarge },
  help: { title: "Help", bench: benchHelp },
};

const titles = Object.values(PARTS).map((part) => part.title);
const { parts, ...size } = parseOptions(process.argv.slice(2));
const hasQuintile = canRunQuintile();
if (!hasQuintile) process.stderr.write("\n!!! quintile is SKIPPED: it does not run. Try npm run build.\n\n");
const isStandard = size.sales === STANDARD.sales && size.customers === STANDARD.customers;

const needsPython = parts.includes("csv") || parts.includes("parquet");
const python = needsPython ? makePython() : null;
const isKept = hasQuintile && isStandard && (python !== null || !needsPython);
const machine = describeMachine(pythonVersions(python));

for (const part of parts) {
  const { title, bench } = PARTS[part];
  process.stderr.write(`\n${title}\n`);
  const figures = await bench({ ...size, python, hasQuintile });
  const today = new Date().toISOString().slice(0, 10);
  const text = `${today} · ${machine}. Memory is ${memorySource}.\n\n${figures}`;
  process.stdout.write(`\n## ${title}\n\n${text}\n`);
  if (isKept) keepResult(title, text, titles);
}
if (!isKept)
  process.stderr.write("\nNot kept in bench/RESULTS.md: that wants quintile, all peers and the standard size.\n");
