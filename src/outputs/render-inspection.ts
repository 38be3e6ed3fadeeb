import type { Doubt, InspectedColumn, InspectedNotation, InspectedRole, Inspection } from "../results/inspection.js";
import { describeLeftOut } from "../display/left-out.js";
import { shellWord } from "../shell-word.js";
import { countOf, formatCount } from "./format.js";
import type { Style } from "./style.js";
import { renderTable } from "./table.js";

/** A value of a first row is cut where it is longer than this. */
const WIDEST = 24; // letters

/** Renders what a source looks like: its columns with their parts in a sale, why they are taken so, and what is in doubt. */
export function renderInspection(shown: Inspection, style: Style): string {
  const about = shown.rows === null ? "" : `, about ${formatCount(shown.rows)} rows`;
  return [
    style.bold(`${shown.source}: ${formatCount(shown.columns.length)} columns${about}`),
    "",
    renderColumns(shown, style),
    ...section(renderEvidence(shown)),
    ...section(renderRoles(shown)),
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
    [{ heading: "Column" }, { heading: "Kind" }, { heading: "Type" }, { heading: "Holds" }, { heading: "Is the" }],
    columns.map((column) => [column.name, column.kind, column.type, describeContents(column), partsOf(column.name)]),
    style,
  );
}

function section(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}

/** What a column holds and how it is written: `numbers, decimal comma, EUR`. */
function describeContents({ written }: InspectedColumn): string {
  if (written === null) return "";
  const { as, currencies } = written;
  if (as === "blank") return "nothing";
  if (as === "ids" || as === "text") return as;
  return [as, howWritten(written), ...currencies.map(({ currency }) => currency)].filter(Boolean).join(", ");
}

function howWritten({ as, notation, known_by: known }: InspectedNotation): string {
  if (notation !== null) return as === "numbers" ? nameOfMark(notation) : notation;
  if (known === "open") return "in doubt";
  if (known === "mixed") return "in two ways";
  return known === "none" ? "in no one way" : "";
}

function nameOfMark(mark: string): string {
  return mark === "," ? "decimal comma" : "decimal point";
}

/** Why each column is read as it is: a line for each whose values say more than that all of them are read. */
function renderEvidence({ columns }: Inspection): string[] {
  return columns.flatMap(({ name, written }) => {
    if (written === null || (written.as !== "numbers" && written.as !== "dates")) return [];
    const { filled, read, witness, others, unread } = written;
    if (read === filled && witness === null && others.length === 0) return [];
    const named = (notation: string): string => (written.as === "numbers" ? `a ${nameOfMark(notation)}` : notation);
    const all =
      read === filled
        ? `all ${countOf(filled, "value")} are read`
        : `${formatCount(read)} of ${countOf(filled, "value")} are read`;
    const only =
      witness === null
        ? []
        : [
            `${formatCount(witness.count)} only so, such as ${witness.shape}${witness.value === null ? "" : ` (${witness.value})`}`,
          ];
    const rest = others.map((other) => `${named(other.notation)} reads ${formatCount(other.read)}`);
    const left = unread.map(({ shape, count }) => `${shape} (${formatCount(count)})`).join(", ");
    return [`${name}: ${[all, ...only, ...rest].join("; ")}.${left === "" ? "" : ` Not read: ${left}.`}`];
  });
}

/** Why each part of a sale comes from where it does. */
function renderRoles({ roles }: Inspection): string[] {
  return Object.entries(roles).flatMap(([role, part]: [string, InspectedRole | null]) => {
    if (part === null) return [];
    const others = part.others.map(({ from, why_not: why }) => ` "${from}" ${why}.`);
    return [`The ${role}: "${part.from}" ${part.why}.${others.join("")}`];
  });
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
