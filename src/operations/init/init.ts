import type { initInputs } from "./operation.js";
import { sourceOf } from "../inputs/source-of.js";
import { existsSync } from "node:fs";
import { inputName, QuintileError } from "../../errors.js";
import { writeText } from "../../engines/files/write-text.js";
import type { Context, Input, ValuesOf } from "../operation.js";
import { defaultOf, withoutDefaults } from "../inputs/read-inputs.js";
import { kebab } from "../inputs/spellings.js";
import { bindSales } from "../../scoring/bind-sales.js";
import { nameOfReading } from "../../intake/readings/date-readings.js";
import { firstDateRule } from "../../intake/readings/date-rules.js";
import { firstNotation } from "../../intake/readings/notation-rules.js";
import { saleColumn } from "../../scoring/sale-column.js";
import { runInputs } from "../run/inputs.js";
import type { InitResult } from "../../results/init.js";
import { SETTINGS } from "../inputs/settings.js";

/** Inputs of `run` that a configuration does not keep: they belong to a single run. */
const NOT_KEPT: ReadonlySet<string> = new Set(["replace"]);

/** Writes a configuration from what was guessed. */
export async function writeConfig(values: ValuesOf<typeof initInputs>, context: Context): Promise<InitResult> {
  const file = values.to;
  if (existsSync(file) && !values.force) {
    throw new QuintileError("NOT_WRITABLE", `${file} is already there.`, {
      hint: `Look at it first; ${inputName("force")} writes over it, ${inputName("to")} FILE writes another.`,
    });
  }
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  const { withoutPassword } = await import("../../engines/location.js");
  const text = await withPlaces(
    openPlaces({
      source: sourceOf(values),
      signal: context.signal,
    }),
    async ({ source }) => {
      const { to: _, force: __, ...given } = values;
      const bound = await bindSales(source, given);
      const date = await firstDateRule(saleColumn(bound, "date"), undefined);
      const { mapping } = bound;
      const found: Record<string, string | undefined> = {
        source: withoutPassword(values.source),
        table: withoutDefaults(runInputs, values).table,
        encoding: values.encoding,
        sheet: values.sheet,
      };
      for (const role of ["customer", "date", "revenue", "order"] as const) {
        const part = mapping[role];
        if (part !== undefined) found[role] = part.kind === "column" ? part.column.name : part.text;
      }
      if (typeof date.reading === "object") found["dateFormat"] = nameOfReading(date.reading);
      const { notation } = await firstNotation(saleColumn(bound, "revenue"), undefined);
      if (notation !== "whole" && notation.decimal === ",") found["decimal"] = ",";
      return renderConfig(
        found,
        source.relation.columns.map(({ name }) => name),
      );
    },
  );
  await writeText(file, text);
  return { file, text };
}

/** What stands behind a setting that is commented out: its default. */
function exampleOf(input: Input): string {
  const standard = defaultOf(input);
  return standard === undefined ? "" : JSON.stringify(Array.isArray(standard) ? standard.join(",") : standard);
}

function renderConfig(found: Readonly<Record<string, string | undefined>>, columns: readonly string[]): string {
  const entries = Object.entries(SETTINGS).filter(([name]) => !NOT_KEPT.has(name));
  const lines = entries.map(([name, input]) => {
    const key = kebab(name);
    const value = found[name];
    const setting = value === undefined ? `#${key}: ${exampleOf(input)}`.trimEnd() : `${key}: ${JSON.stringify(value)}`;
    return `# ${input.description}\n${setting}\n`;
  });
  return `# What \`quintile run\` reads by itself from the folder it is started in; flags on the command line win.
# Settings that are commented out stand at their defaults.
# Columns of the source: ${columns.map((name) => JSON.stringify(name)).join(", ")}

${lines.join("\n")}`;
}
