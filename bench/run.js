import { benchIcp } from "./icp.js";
import { describeMachine } from "./machine.js";
import { memorySource } from "./measure.js";
import { benchNotations } from "./notations.js";
import { STANDARD, parseOptions } from "./options.js";
import { benchOrders } from "./orders.js";
import { benchHelp, benchLarge, benchPeers, canRunQuintile } from "./parts.js";
import { findPostgres } from "./postgres/binaries.js";
import { benchPostgres } from "./postgres/part.js";
import { makePython, pythonVersions } from "./python.js";
import { keepResult } from "./results.js";
import { benchServer } from "./server/part.js";

/** @typedef {import("./options.js").Part} Part */
/** @typedef {import("./parts.js").Setting} Setting */

/**
 * @typedef {object} PartOfBench
 * @property {string} title
 * @property {("python" | "postgres")[]} needs what it must find here for all its contenders
 * @property {(setting: Setting) => Promise<string>} bench
 */

/** @type {Record<Part, PartOfBench>} */
const PARTS = {
  csv: { title: "CSV", needs: ["python"], bench: (setting) => benchPeers("csv", setting) },
  parquet: { title: "Parquet", needs: ["python"], bench: (setting) => benchPeers("parquet", setting) },
  large: { title: "Large", needs: [], bench: benchLarge },
  postgres: { title: "PostgreSQL", needs: ["python", "postgres"], bench: benchPostgres },
  icp: { title: "ICP", needs: [], bench: benchIcp },
  server: { title: "Server", needs: [], bench: benchServer },
  notations: { title: "Notations", needs: [], bench: benchNotations },
  orders: { title: "Orders", needs: [], bench: benchOrders },
  help: { title: "Help", needs: [], bench: benchHelp },
};

const titles = Object.values(PARTS).map((part) => part.title);
const { parts, ...size } = parseOptions(process.argv.slice(2));
const hasQuintile = canRunQuintile();
if (!hasQuintile) process.stderr.write("\n!!! quintile is SKIPPED: it does not run. Try npm run build.\n\n");
const isStandard = size.sales === STANDARD.sales && size.customers === STANDARD.customers;

const needed = new Set(parts.flatMap((part) => PARTS[part].needs));
const found = {
  python: needed.has("python") ? makePython() : null,
  postgres: needed.has("postgres") ? findPostgres() : null,
};
const machine = describeMachine(pythonVersions(found.python));

let areAllKept = true;
for (const part of parts) {
  const { title, needs, bench } = PARTS[part];
  process.stderr.write(`\n${title}\n`);
  const figures = await bench({ ...size, ...found, hasQuintile });
  const today = new Date().toISOString().slice(0, 10);
  const text = `${today} · ${machine}. Memory is ${memorySource}.\n\n${figures}`;
  process.stdout.write(`\n## ${title}\n\n${text}\n`);
  const isKept = hasQuintile && isStandard && needs.every((name) => found[name] !== null);
  if (isKept) keepResult(title, text, titles);
  areAllKept &&= isKept;
}
if (!areAllKept)
  process.stderr.write("\nNot all kept in bench/RESULTS.md: that wants quintile, all peers and the standard size.\n");
