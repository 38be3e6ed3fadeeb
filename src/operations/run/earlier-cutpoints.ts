import type { Store } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import type { StoredRun } from "../../results/stored/stored-run.js";
import { findRun } from "../store/stored-runs.js";

/** The run of the store whose cutpoints are to be used, by its number or `latest`. Raises `NO_SUCH_RUN`. */
export async function earlierCutpoints(store: Store, run: string | undefined): Promise<StoredRun | undefined> {
  if (run === undefined) return undefined;
  if (run !== "latest" && !/^\d+$/.test(run)) {
    throw new QuintileError("USAGE", `${inputName("cutpoints")} ${run} is not a run.`, {
      hint: "Give a run's number, or latest; quintile runs lists them.",
    });
  }
  return findRun(store, run === "latest" ? undefined : Number(run));
}
