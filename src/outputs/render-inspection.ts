import type { Doubt, Inspection } from "../results/inspection.js";
import { formatCount } from "./format.js";
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
    ...(shown.date_format === null ? [] : ["", `Dates are read as ${shown.date_format}.`]),
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

function renderDoubt({ code, message, hint }: Doubt, style: Style): string[] {
  return [`${style.bad(`${code}:`)} ${message}`, ...(hint === undefined ? [] : [hint])];
}
