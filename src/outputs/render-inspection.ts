import type { Doubt, Inspection } from "../results/inspection.js";
import { describeLeftOut } from "../display/left-out.js";
import { shellWord } from "../shell-word.js";
import { countOf, formatCount } from "./format.js";
import type { Style } from "./style.js";
import { renderTable } from "./table.js";

/** A value of a first row is cut where it is longer than this. */
const WIDEST = 24; // letters

/** Renders what a source looks like: its columns with their parts in a sale, the first rows, and what is in doubt. */
export function renderInspection(shown: Inspection, style: Style): string {
  const about = shown.rows === null ? "" : `, about ${formatCount(shown.rows)} rows`;
  return [
    style.bold(`${shown.source}: ${formatCount(shown.columns.length)} columns${about}`),
    "",
    renderColumns(shown, style),
    ...(shown.findings.length === 0 ? [] : ["", ...shown.findings]),
    ...(shown.account === null ? [] : ["", renderAccount(shown.account)]),
    ...(shown.first_rows === null ? [] : ["", renderFirstRows(shown, shown.first_rows, style)]),
    ...shown.doubts.flatMap((doubt) => ["", ...renderDoubt(doubt, style)]),
  ].join("\n");
}

function renderColumns({ columns, roles }: Inspection, style: Style): string {
  const partsOf = (name: string): string =>
    Object.entries(roles)
      .flatMap(([role, part]) => (part?.from === name ? [`${role}${part.guessed ? " (guessed)" : ""}`] : []))
      .join(", ");
  return renderTable(
    [{ heading: "Column" }, { heading: "Kind" }, { heading: "Type" }, { heading: "Is the" }],
    columns.map(({ name, kind, type }) => [name, kind, type, partsOf(name)]),
    style,
  );
}

/** What becomes of the rows: `Of 541,909 rows, 397,885 are sales of 4,338 customers. Left out: …`. */
function renderAccount({ rows, sales, customers, rejected }: NonNullable<Inspection["account"]>): string {
  const used = `Of ${countOf(rows, "row")}, ${formatCount(sales)} ${sales === 1 ? "is a sale" : "are sales"} of ${countOf(customers, "customer")}.`;
  const left = describeLeftOut(rejected, { count: formatCount });
  return left.length === 0 ? used : `${used} Left out: ${left.join("; ")}.`;
}

function renderFirstRows({ columns }: Inspection, rows: NonNullable<Inspection["first_rows"]>, style: Style): string {
  return renderTable(
    columns.map(({ name }) => ({ heading: name })),
    rows.map((row) => row.map((value) => cut(value ?? "–"))),
    style,
  );
}

function cut(value: string): string {
  const line = value.replaceAll(/\p{Cc}+/gu, " ");
  return line.length > WIDEST ? `${line.slice(0, WIDEST - 1)}…` : line;
}

/** The doubt, and the options of which one answers it. */
function renderDoubt({ code, message, hint, try: tries = [] }: Doubt, style: Style): string[] {
  const answers = tries.map(({ inputs, means }) => {
    const options = Object.entries(inputs).map(([name, value]) => `${flag(name)} ${shellWord(String(value))}`);
    return `  ${options.join(" ")}  ${style.dim(`# ${means}`)}`;
  });
  return [`${style.bad(`${code}:`)} ${message}`, ...(hint === undefined ? [] : [hint]), ...answers];
}

function flag(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
