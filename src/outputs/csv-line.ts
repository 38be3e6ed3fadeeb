/** Values as a line of CSV with its end: quoted where they have to be. */
export function renderCsvLine(values: readonly string[]): string {
  return `${values.map(quoted).join(",")}\n`;
}

function quoted(value: string): string {
  return value === "" || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
