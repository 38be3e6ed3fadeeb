import type { initInputs } from "./operation.js";
import { sourceOf } from "../inputs/source-of.js";
import { existsSync } from "node:fs";
import { inputName, QuintileError } from "../../errors.js";
import { writeText } from "../../engines/files/write-text.js";
import type { Input, ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { defaultOf, withoutDefaults } from "../inputs/read-inputs.js";
import { kebab } from "../inputs/spellings.js";
import { look } from "../../scoring/look.js";
import { prove } from "../../scoring/prove.js";
import { readingOf } from "../../scoring/reading-of.js";
import { runInputs } from "../run/inputs.js";
import { salesPlanOf } from "../run/plan.js";
import { settingsOfReading } from "../run/settings-of-reading.js";
import type { InitResult } from "../../results/init.js";
import { SETTINGS } from "../inputs/settings.js";

/** Inputs of `run` that a configuration does not keep: they belong to a single run. */
const NOT_KEPT: ReadonlySet<string> = new Set(["replace"]);

/** Writes a configuration from what reading the sales showed. */
export async function writeConfig(values: ValuesOf<typeof initInputs>, context: Context): Promise<InitResult> {
  const file = values.to;
  if (existsSync(file) && !values.force) {
    throw new QuintileError("NOT_WRITABLE", `${file} is already there.`, {
      hint: `Look at it first; ${inputName("force")} writes over it, ${inputName("to")} FILE writes another.`,
    });
  }
  const { to: _, force: __, ...options } = values;
  const text = await configOf(options, context);
  await writeText(file, text);
  return { file, text };
}

/** The text of a configuration with which a run reads the same sales in the same way. */
async function configOf(
  options: Omit<ValuesOf<typeof initInputs>, "to" | "force">,
  { progress, signal, input }: Context,
): Promise<string> {
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  const { withoutPassword } = await import("../../engines/location.js");
  const note = (message: string): void => progress?.note(message);
  const { memory, threads, statementTimeout } = options;
  const opening = openPlaces({
    source: sourceOf(options, note, input),
    memory,
    threads,
    statementTimeout,
    signal,
  });
  return withPlaces(opening, async ({ engine, source }) => {
    source.notes.forEach(note);
    const understanding = await look(source, await salesPlanOf(engine, options));
    const read = await prove(engine, understanding, (share) => progress?.advance(share));
    const settings = {
      ...withoutDefaults(runInputs, options),
      ...settingsOfReading(readingOf(read)),
      source: withoutPassword(options.source),
    };
    return renderConfig(
      settings,
      source.relation.columns.map(({ name }) => name),
    );
  });
}

/** What stands behind a setting that is commented out: its default. */
function exampleOf(input: Input): string {
  const standard = defaultOf(input);
  return standard === undefined ? "" : JSON.stringify(Array.isArray(standard) ? standard.join(",") : standard);
}

function renderConfig(found: Readonly<Record<string, unknown>>, columns: readonly string[]): string {
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
