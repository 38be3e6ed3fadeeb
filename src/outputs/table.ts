import Table from "cli-table3";
import type { Style } from "./style.js";

/** A column of a table: its heading, and on which side its values stand. */
export interface TableColumn {
  readonly heading: string;
  readonly align?: "left" | "right";
}

/** Renders rows as a table with a rule under the headings and no other lines. A line end within a value is shown as ␊. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  style: Style,
): string {
  const none = Object.fromEntries(
    [
      "top",
      "top-mid",
      "top-left",
      "top-right",
      "bottom",
      "bottom-mid",
      "bottom-left",
      "bottom-right",
      "left",
      "left-mid",
      "mid",
      "mid-mid",
      "right",
      "right-mid",
    ].map((name) => [name, ""]),
  );
  const table = new Table({
    head: columns.map(({ heading }) => style.bold(heading)),
    colAligns: columns.map(({ align }) => align ?? "left"),
    chars: { ...none, middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  table.push(...rows.map((row) => row.map((value) => value.replaceAll("\n", "␊"))));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line, index) => index === 0 || line !== "")
    .join("\n");
}
