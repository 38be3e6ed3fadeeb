import { QuintileError } from "../../../errors.js";
import { sql } from "../../../sql/fragment.js";
import type { Engine, KeptStore, ReadKind, Store } from "../../engine.js";
import { type PooledSession, SessionPool } from "../../session-pool.js";
import { parseAddress } from "../connection/address.js";
import { openPostgres } from "../engine.js";

/** A connection, and the store as it found it. */
interface Reader {
  readonly engine: Engine;
  store: Store;
  /** The version whose tables `store` knows. */
  version: object | undefined;
}

/** A store in PostgreSQL that is read by a few connections, each reader in a transaction that sees one state. */
export class KeptPostgresStore implements KeptStore {
  readonly #location: string;
  readonly #schema: string | undefined;
  readonly #sessions: SessionPool<Reader>;
  #latest: { readonly run: string; readonly version: object } | undefined;

  constructor(location: string, schema: string | undefined) {
    this.#location = location;
    this.#schema = schema;
    this.#sessions = new SessionPool({ open: () => this.#open() });
  }

  async read<T>(work: (store: Store) => Promise<T>, kind: ReadKind = "short"): Promise<T> {
    let hasBegun = false;
    const once = (): Promise<T> =>
      this.#sessions.use(
        kind,
        async (reader) => {
          await reader.engine.query(sql`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`);
          hasBegun = true;
          try {
            return await work(await this.#current(reader));
          } finally {
            await reader.engine.query(sql`ROLLBACK`).catch(() => undefined);
          }
        },
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

  /** The store as this transaction sees it. */
  async #current(reader: Reader): Promise<Store> {
    const [row] = await reader.store.query(
      sql`SELECT concat_ws(' ', max(run), max(finished_at), (SELECT count(*) FROM pg_class WHERE relname = 'rfm_icp')) AS run
        FROM ${reader.store.table("rfm_runs")}`,
    );
    const run = String(row?.["run"] ?? "");
    if (this.#latest?.run !== run) this.#latest = { run, version: {} };
    const { version } = this.#latest;
    if (reader.version !== version) {
      reader.store = await reader.engine.store(this.#location, { mode: "read", schema: this.#schema });
      reader.version = version;
    }
    return { ...reader.store, version };
  }

  async #open(): Promise<PooledSession<Reader>> {
    const engine = await openPostgres(parseAddress(this.#location), openNothing, {});
    try {
      const store = await engine.store(this.#location, { mode: "read", schema: this.#schema });
      return { value: { engine, store, version: undefined }, close: () => engine.close() };
    } catch (error) {
      await engine.close();
      throw error;
    }
  }
}

function openNothing(): Promise<never> {
  return Promise.reject(new Error("A kept store writes no files."));
}

function isLost(error: unknown): boolean {
  return error instanceof QuintileError && error.code === "CONNECTION_LOST";
}
