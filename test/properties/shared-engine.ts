import type { LocalEngine } from "../../src/engines/carrying/local-engine.js";
import { openDuckdb } from "../../src/engines/duckdb/engine.js";
import { findTable } from "../../src/intake/region/find-table.js";
import { readInputs } from "../../src/operations/inputs/read-inputs.js";
import { runInputs } from "../../src/operations/run/inputs.js";
import { choicesOf, planOf } from "../../src/operations/run/plan.js";
import type { RejectCounts } from "../../src/results/reject-counts.js";
import { scoreSales } from "../../src/scoring/score-sales.js";
import { Stages } from "../../src/scoring/stages.js";
import { sql } from "../../src/sql/fragment.js";
import { customerLine } from "../support/customer-line.js";
import type { PlainRow } from "../support/duckdb.js";

/** So many sources are opened by one engine, which remembers each of them. */
const PER_ENGINE = 40;

/** What a run makes of some files, before anything is published. */
export interface ScoredFiles {
  /** A line for each customer, in the order of the ids. */
  readonly customers: readonly string[];
  readonly rejected: RejectCounts;
  /** Rows that were used, and those that were not by whatever reason. */
  readonly accounted: number;
  /** All rows of the files. */
  readonly rows: number;
  readonly notes: readonly string[];
}

/** Scores one source after the other as a run does, without a store of its own and mostly with the engine of the one before. */
export class SharedEngine {
  #engine: LocalEngine | undefined;
  #sources = 0;

  async score(source: string, encoding: string | undefined): Promise<ScoredFiles> {
    const engine = await this.#open();
    const options = readInputs(runInputs, { source, maxRejects: "100%", order: "none" });
    const notes: string[] = [];
    const opened = await engine.source(source, undefined, {
      findTable,
      encoding,
      note: (message: string) => notes.push(message),
    });
    notes.push(...opened.notes);
    const plan = await planOf(engine, options, await choicesOf(options), undefined);
    const { read, customers } = await scoreSales(
      {
        engine,
        source: opened,
        stage: async (scored, order) => ({ from: await engine.materialize("scored", scored), order }),
      },
      plan,
      new Stages(undefined),
      { read: () => {} },
    );
    const rows = await engine.query(sql`SELECT * FROM ${customers.from} ORDER BY ${customers.order ?? sql`1`}`);
    const { no_purchase: _, ...left } = read.rejected;
    return {
      customers: rows.map((row) => customerLine(row as PlainRow)),
      rejected: read.rejected,
      accounted: read.sales + Object.values(left).reduce((sum, count) => sum + count, 0),
      rows: read.rows,
      notes,
    };
  }

  async close(): Promise<void> {
    await this.#engine?.close();
    this.#engine = undefined;
  }

  async #open(): Promise<LocalEngine> {
    if (this.#sources % PER_ENGINE === 0) await this.close();
    this.#sources += 1;
    this.#engine ??= await openDuckdb({ threads: 1 });
    return this.#engine;
  }
}
