import { constants, existsSync, statSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { identifier, literal, sql } from "../../../sql/fragment.js";
import type { Store } from "../../engine.js";
import { SessionPool } from "../../session-pool.js";
import { attach } from "./attach.js";
import { databaseOf } from "../database.js";
import { explainFailures } from "../explain.js";
import { explained } from "../../explained.js";
import { EngineFailure, failedOfFiles, type FileFailure } from "../../failures.js";
import { DuckdbSession } from "../session.js";
import { DuckdbStore } from "./store.js";
import { isNewStore, noStore, requireDatabase } from "./store-file.js";
import { openWorkspace } from "../../files/workspace.js";

/** Files that belong to one database: itself, and what was committed and not yet written into it. */
const PARTS = ["", ".wal"];

const LARGEST_PAGE = 1_000; // rows

/** A private copy of a store as it was published, which is never written, and sessions that read it. */
export interface CopiedStore {
  /** What the files of the store were when it was taken; see {@link markOf}. */
  readonly mark: string | undefined;
  readonly sessions: SessionPool<Store>;
}

/** Changes whenever the files of a store do; undefined where there is none. Opens no file: that could drop a lock. */
export function markOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const parts = PARTS.map((part) => statSync(file + part, { bigint: true, throwIfNoEntry: false }));
  return parts.map((stat) => (stat === undefined ? "" : `${stat.ino} ${stat.size} ${stat.mtimeNs}`)).join("; ");
}

/**
 * Takes a copy of a store, which is held for as long as that takes, and opens it. Raises `NO_SUCH_STORE`, `STORE_BUSY` (at
 * once), `STORE_NEWER`, `STORE_OCCUPIED`, `BAD_FILE` or `DISK_FULL`.
 */
export async function copyStore(file: string): Promise<CopiedStore> {
  if (isNewStore(file)) throw noStore(file);
  requireDatabase(file);
  const workspace = openWorkspace();
  const copy = join(workspace.folder, "store.duckdb");
  let session: DuckdbSession | undefined;
  try {
    session = await DuckdbSession.open({}, workspace.folder);
    const mark = await holding(session, file, async () => {
      const held = markOf(file);
      // The lock on a file goes with the first of the handles on it that this process closes: its own comes last.
      for (const part of PARTS.toReversed()) {
        if (existsSync(file + part)) await copyFile(file + part, copy + part, constants.COPYFILE_FICLONE);
      }
      return held;
    });
    const first = session;
    // Pages are sorted by one column, and the others are wanted of the few rows that stay.
    await first.query(sql`SET GLOBAL late_materialization_max_rows = ${literal(LARGEST_PAGE)}`);
    const store = await DuckdbStore.openCopy(first, databaseOf(first, workspace), copy, file);
    const version = {};
    return {
      mark,
      sessions: new SessionPool<Store>({
        open: async () => {
          const another = await first.another();
          const value = explained(store.on(databaseOf(another, workspace), copy, version), explainFailures([]));
          return { value, close: () => another.disconnect() };
        },
        closed: () => {
          first.close();
          workspace.close();
        },
      }),
    };
  } catch (error) {
    session?.close();
    workspace.close();
    const failure = failedOfFiles(error);
    throw failure === undefined ? error : new EngineFailure<FileFailure>(failure, error);
  }
}

/** Does work while no run can write to a store. */
async function holding<T>(session: DuckdbSession, file: string, work: () => Promise<T>): Promise<T> {
  await attach(session, file, "original", "read", { seconds: 0 });
  try {
    return await work();
  } finally {
    await session.query(sql`DETACH ${identifier("original")}`);
  }
}
