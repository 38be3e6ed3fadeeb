import { asDatabase } from "../../carrying/carrier.js";
import type { KeptStore, Store } from "../../engine.js";
import { parseTrinoAddress } from "../client/address.js";
import { carrierOf } from "../carrier.js";
import { storeIn } from "../engine.js";
import { TrinoSession } from "../client/session.js";
import { TrinoTables } from "./tables.js";

/** The published state that readers see, for as long as it is the latest. */
interface Latest {
  readonly state: string;
  readonly tables: TrinoTables;
  readonly store: Store;
}

/** A store in a catalog that many read. A read that a publication meets may see tables of both runs: nothing holds several still. */
export class KeptTrinoStore implements KeptStore {
  readonly #location: string;
  readonly #schema: string | undefined;
  #session: Promise<TrinoSession> | undefined;
  #latest: Latest | undefined;

  constructor(location: string, schema: string | undefined) {
    this.#location = location;
    this.#schema = schema;
  }

  async read<T>(work: (store: Store) => Promise<T>): Promise<T> {
    this.#session ??= this.#open();
    try {
      return await work(await this.#current(await this.#session));
    } catch (error) {
      this.#latest = undefined;
      throw error;
    }
  }

  duringRun<T>(run: () => Promise<T>): Promise<T> {
    return run();
  }

  async close(): Promise<void> {
    (await this.#session)?.close();
  }

  /** A server that could not be reached is tried again by the next reader. */
  async #open(): Promise<TrinoSession> {
    try {
      return await TrinoSession.open(parseTrinoAddress(this.#location), {});
    } catch (error) {
      this.#session = undefined;
      throw error;
    }
  }

  /** The store as it is now; the same as before where nothing was published since. */
  async #current(session: TrinoSession): Promise<Store> {
    const latest = this.#latest;
    const open = (): Promise<TrinoTables> =>
      TrinoTables.open(session, session.address, { mode: "read", schema: this.#schema });
    // The state comes first: what is published after it is in what is opened, or is found by the next reader.
    const state = await (latest?.tables ?? (await open())).state();
    if (latest?.state === state) return latest.store;
    const tables = await open();
    const store = { ...storeIn(asDatabase(carrierOf(session), openNothing), tables), version: {} };
    this.#latest = { state, tables, store };
    return store;
  }
}

function openNothing(): Promise<never> {
  return Promise.reject(new Error("A kept store writes no files."));
}
