import type { KeptStore, Engine, Store } from "../engine.js";
import { sql } from "../../sql/fragment.js";
import { parseTrinoAddress } from "./address.js";
import { openTrino } from "./engine.js";

/** A store in a catalog that many read. A read that a publication meets may see tables of both runs: nothing holds several still. */
export class KeptTrinoStore implements KeptStore {
  readonly #location: string;
  readonly #schema: string | undefined;
  #engine: Promise<Engine> | undefined;
  #latest: { readonly state: string; readonly store: Store } | undefined;

  constructor(location: string, schema: string | undefined) {
    this.#location = location;
    this.#schema = schema;
  }

  async read<T>(work: (store: Store) => Promise<T>): Promise<T> {
    this.#engine ??= this.#open();
    try {
      return await work(await this.#current(await this.#engine));
    } catch (error) {
      this.#latest = undefined;
      throw error;
    }
  }

  duringRun<T>(run: () => Promise<T>): Promise<T> {
    return run();
  }

  async close(): Promise<void> {
    await (await this.#engine)?.close();
  }

  /** A server that could not be reached is tried again by the next reader. */
  async #open(): Promise<Engine> {
    try {
      return await openTrino({ source: undefined, store: parseTrinoAddress(this.#location) }, openNothing, {});
    } catch (error) {
      this.#engine = undefined;
      throw error;
    }
  }

  /** The store as it is now; the same as before where nothing was published since. */
  async #current(engine: Engine): Promise<Store> {
    const latest = this.#latest;
    const state = latest && (await stateOf(latest.store));
    if (latest !== undefined && state === latest.state) return latest.store;
    const store = await engine.store(this.#location, { mode: "read", schema: this.#schema });
    const version = {};
    this.#latest = { state: await stateOf(store), store: { ...store, version } };
    return this.#latest.store;
  }
}

/** A text that another run changes, and so does what is kept beside it. */
async function stateOf(store: Store): Promise<string> {
  const [run] = await store.query(
    sql`SELECT max(run) AS run, max(finished_at) AS finished FROM ${store.table("rfm_runs")}`,
  );
  const icp = (await store.has("rfm_icp"))
    ? await store.query(sql`SELECT max(created_at) AS created FROM ${store.table("rfm_icp")}`)
    : [];
  return JSON.stringify([run, icp]);
}

function openNothing(): Promise<never> {
  return Promise.reject(new Error("A kept store writes no files."));
}
