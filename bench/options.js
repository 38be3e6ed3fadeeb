import { parseArgs } from "node:util";

/** The sizes that the bars are stated for; only their results are kept. */
export const STANDARD = { sales: 10_000_000, customers: 500_000 };

/** @typedef {"csv" | "parquet" | "large" | "postgres" | "icp" | "server" | "notations" | "orders" | "help"} Part */

/** @type {Part[]} */
const PARTS = ["csv", "parquet", "large", "postgres", "icp", "server", "notations", "orders", "help"];

const USAGE = `npm run bench -- [options]

  --rounds N       how often each contender runs (3; pandas on PostgreSQL: 1)
  --sales N        number of sales (10000000); the large part has ten times as many
  --customers N    number of customers (500000)
  --only PART      csv, parquet, large, postgres, icp, server, notations, orders or help; may be repeated (all of them)
`;

/** @param {string} message @returns {never} */
function refuse(message) {
  process.stderr.write(`${message}\n\n${USAGE}`);
  process.exit(2);
}

/** @param {string} name @param {string} value */
function parseCount(name, value) {
  const count = Number(value);
  if (Number.isSafeInteger(count) && count > 0) return count;
  return refuse(`--${name} wants a whole number from 1, not "${value}".`);
}

/** @param {string[]} args */
export function parseOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: "string" },
      sales: { type: "string", default: String(STANDARD.sales) },
      customers: { type: "string", default: String(STANDARD.customers) },
      only: { type: "string", multiple: true, default: PARTS },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  const unknown = values.only.find((part) => !PARTS.some((known) => known === part));
  if (unknown !== undefined) refuse(`--only knows ${PARTS.join(", ")}, not "${unknown}".`);
  const rounds = values.rounds === undefined ? undefined : parseCount("rounds", values.rounds);
  return {
    rounds: rounds ?? 3,
    slowRounds: rounds ?? 1,
    sales: parseCount("sales", values.sales),
    customers: parseCount("customers", values.customers),
    parts: PARTS.filter((part) => values.only.includes(part)),
  };
}
