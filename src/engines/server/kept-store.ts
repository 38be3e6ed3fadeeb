import { QuintileError } from "../../errors.js";
import { asDatabase } from "../carrying/carrier.js";
import type { KeptStore, ReadKind, Store } from "../engine.js";
import { closedOnFailure } from "../places.js";
import { type PooledSession, SessionPool } from "../session-pool.js";
import { readOneState } from "./one-state.js";
import type { ServerSession, ServerTables } from "./server-session.js";
import { serverStore } from "./server-store.js";

/** A session, and the published tables as it found them. */
interface Reader {
  readonly session: ServerSession;
  tables: ServerTables;
  /** The state in which `tables` were looked at last; undefined where that is not known. */
  state: string | undefined;
}

/**
 * A store on a server that is read by a few sessions. Each reader sees one published state: in a view that the server holds
 * or, where it holds none, by reading again where something was published meanwhile.
 */
export class KeptServerStore implements KeptStore {
  readonly #connect: () => Promise<ServerSession>;
  readonly #schema: string | undefined;
  readonly #sessions: SessionPool<Reader>;
  #latest: { readonly state: string; readonly version: object } | undefined;

  constructor(connect: () => Promise<ServerSession>, schema: string | undefined) {
    this.#connect = connect;
    this.#schema = schema;
    this.#sessions = new SessionPool({ open: () => this.#open() });
  }

  async read<T>(work: (store: Store) => Promise<T>, kind: ReadKind = "short"): Promise<T> {
    let hasBegun = false;
    const once = (): Promise<T> =>
      this.#sessions.use(
        kind,
        (reader) =>
          this.#held(reader, () => {
            hasBegun = true;
            return this.#readWith(reader, work);
          }),
        isLost,
      );
    try {
      return await once();
    } catch (error) {
      // A connection that was idle may have ended unnoticed, and so may all the others with it.
      if (hasBegun || !isLost(error)) throw error;
      return await this.#again(once);
    }
  }

  duringRun<T>(run: () => Promise<T>): Promise<T> {
    return run();
  }

  async close(): Promise<void> {
    await this.#sessions.retire();
  }

  async #again<T>(once: () => Promise<T>): Promise<T> {
    for (let left = 4; ; left--) {
      try {
        return await once();
      } catch (error) {
        if (left === 0 || !isLost(error)) throw error;
      }
    }
  }

  /** Does work in a view that the server holds, where it holds one. */
  async #held<T>({ session }: Reader, work: () => Promise<T>): Promise<T> {
    await session.hold?.("read only");
    try {
      return await work();
    } finally {
      await session.release?.();
    }
  }

  async #readWith<T>(reader: Reader, work: (store: Store) => Promise<T>): Promise<T> {
    const read = async (state: string): Promise<T> => work(await this.#storeIn(reader, state));
    if (reader.session.hold !== undefined) return read(await reader.tables.state());
    const changing = {
      label: reader.tables.label,
      // Where a table is gone that was looked at, what there is now is looked at anew, or said to be missing.
      state: () => reader.tables.state().catch(() => this.#look(reader).then(() => reader.tables.state())),
      reopen: () => this.#look(reader),
    };
    return readOneState(changing, read);
  }

  /** The store in a state, with the version that all readers of that state are given. */
  async #storeIn(reader: Reader, state: string): Promise<Store> {
    // What is published between the look at the state and this one is found by the next reader.
    if (reader.state !== state) {
      await this.#look(reader);
      reader.state = state;
    }
    if (this.#latest?.state !== state) this.#latest = { state, version: {} };
    const database = asDatabase(reader.session.carrier, openNothing);
    return { ...serverStore(database, () => reader.tables), version: this.#latest.version };
  }

  async #look(reader: Reader): Promise<void> {
    reader.tables = await reader.session.openTables(this.#options);
  }

  get #options(): Parameters<ServerSession["openTables"]>[0] {
    return { mode: "read", schema: this.#schema, inPlace: true };
  }

  async #open(): Promise<PooledSession<Reader>> {
    const session = await this.#connect();
    return closedOnFailure(
      () => session.close(),
      async () => {
        const tables = await session.openTables(this.#options);
        return { value: { session, tables, state: undefined }, close: () => session.close() };
      },
    );
  }
}

function openNothing(): Promise<never> {
  return Promise.reject(new Error("A kept store writes no files."));
}

function isLost(error: unknown): boolean {
  return error instanceof QuintileError && error.kind === "connection-lost";
}
