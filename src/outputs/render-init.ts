import type { InitResult } from "../results/init.js";

/** Says what `init` wrote. */
export function renderInit(result: InitResult): string {
  const active = result.text.split("\n").filter((line) => /^[a-z]/.test(line));
  return [
    `Wrote ${result.file}:`,
    "",
    ...active.map((line) => `  ${line}`),
    "",
    `Next: quintile run${result.file === "quintile.yaml" ? "" : ` --config ${result.file}`}`,
  ].join("\n");
}
