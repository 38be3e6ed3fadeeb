import type { StoredRun } from "../../results/stored/stored-run.js";
import type { Input } from "../inputs/input.js";
import { type RunValues, runInputs } from "../run/inputs.js";
import { readingOptions, sourceOfRun } from "../run/same-sales.js";

/**
 * The options of a run with what is named in their place: they read the same sales in the same way, and score them by the same rules.
 * The scoring is the one that the run kept, since its file may be gone.
 *
 * @param store the store as it is named, whose address may hold a password.
 */
export function optionsLike(run: StoredRun, named: Partial<RunValues>, store: string): RunValues {
  const recorded = run.options as RunValues;
  // A run of a version that kept no reading had other defaults.
  const reading = run.reading === null ? readingOptions(run) : {};
  const { asOf: _, to: __, rejects: ___, ...others } = { ...recorded, ...reading, scoring: run.scoring };
  const kept = Object.entries(others).filter(([name]) => !isRuledOut(name, Object.keys(named)));
  return {
    ...Object.fromEntries(kept),
    ...named,
    source: sourceOfRun(recorded, { source: named.source, store }),
  };
}

/** True for an option that cannot stand beside one that is named. */
function isRuledOut(name: string, named: readonly string[]): boolean {
  return named.some((each) => excludes(each, name) || excludes(name, each));
}

function excludes(one: string, other: string): boolean {
  const inputs: Readonly<Record<string, Input>> = runInputs;
  return inputs[one]?.excludes?.inputs.includes(other) === true;
}
