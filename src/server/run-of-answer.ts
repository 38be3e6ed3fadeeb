import type { KeptStore } from "../operations/store/keep-store.js";
import { remember } from "../operations/store/remember.js";
import { listRuns } from "../operations/store/stored-runs.js";

/**
 * The header that says which published run an answer was read from: its number and when it finished, such as
 * `3@2026-01-31T12:00:00.123`. Two answers belong together where it is the same. Answers that read no store lack it.
 */
export const RUN_HEADER = "quintile-run";

type AnyStore = Parameters<Parameters<KeptStore["read"]>[0]>[0];

/** A store for one request, which notes the run that the request reads. */
export class NotingStore implements KeptStore {
  /** As in {@link RUN_HEADER}; undefined where nothing was read, or nothing is published yet. */
  run: string | undefined;
  readonly #store: KeptStore;

  constructor(store: KeptStore) {
    this.#store = store;
  }

  read: KeptStore["read"] = (work, kind) =>
    this.#store.read(async (state) => {
      this.run = await nameOfRun(state);
      return work(state);
    }, kind);

  duringRun: KeptStore["duringRun"] = (run) => this.#store.duringRun(run);

  close(): Promise<void> {
    return this.#store.close();
  }
}

/** Undefined where the runs cannot be read: the work that follows meets the same fault, and explains it. */
async function nameOfRun(store: AnyStore): Promise<string | undefined> {
  try {
    return await remember(store, "name of run", async () => {
      const [latest] = await listRuns(store);
      return latest && `${latest.run}@${latest.finished_at.replace(" ", "T")}`;
    });
  } catch {
    return undefined;
  }
}
