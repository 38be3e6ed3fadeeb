/** Says what `init` wrote. */
export function renderInit(result: { readonly file: string; readonly text: string }): string {
  const active = result.text.split("\n").filter((line) => /^[a-z]/.test(line));
  return [
    `Wrote ${result.file}:`,
    "",
    ...active.map((line) => `  ${line}`),
    "",
    `Next: quintile run${result.file === "quintile.yaml" ? "" : ` --config ${result.file}`}`,
  ].join("\n");
}
