import { expect } from "vitest";
import type { Context } from "../../../src/operations/operation.js";
import { runOperation } from "../../../src/operations/run/operation.js";
import type { RunValues } from "../../../src/operations/run/inputs.js";
import { queryTrino, type TextRow } from "../../support/trino/query.js";
import type { RunResult } from "../../../src/results/run.js";

/** Sales in a schema of their own, and what a test of faults wants to know of what is published beside them. */
export interface Shop {
  readonly catalog: string;
  readonly schema: string;
  /** Who runs, and nobody else does so by that name. */
  readonly user: string;
  /** The address of the shop, straight to the coordinator or through something else at a port. */
  address(port?: number): string;
  /** Runs a statement, of which `SCHEMA` is the shop's. */
  ask(statement: string): Promise<TextRow[]>;
  /** Scores the sales of version a, unless the options say otherwise. */
  run(options?: Partial<RunValues>, context?: Context): Promise<RunResult>;
  /** The published customers, one line each. */
  published(): Promise<readonly string[]>;
  /** What `customer_rfm` says of itself. */
  comment(): Promise<string | null | undefined>;
  /** The changes of a run that say otherwise than the published customers. */
  unfitChanges(run: number): Promise<TextRow[]>;
  /** The names of all tables. */
  tables(): Promise<readonly string[]>;
  /** The names of those of ours that belong to no published state. */
  leftovers(): Promise<readonly string[]>;
  /** The queries of the user that did not end. */
  running(): Promise<TextRow[]>;
  /** Waits until no query of the user is left, and ends those that nobody fetches the answer of. */
  quiet(): Promise<void>;
  drop(): Promise<void>;
}

export interface ShopOptions {
  /** Default: 300. */
  readonly sales?: number;
  /** Default: 50. */
  readonly customers?: number;
}

const CUSTOMER = "customer_id, recency, frequency, monetary, r_score, f_score, m_score, segment";

let made = 0;

/** Sales in two versions: in `sales_b` all amounts differ, some customers are gone and some are new. */
export async function openShop(
  cluster: { readonly url: string; readonly port: number },
  catalog: string,
  { sales = 300, customers = 50 }: ShopOptions = {},
): Promise<Shop> {
  made += 1;
  const schema = `shop_${process.pid}_${made}`;
  const user = `user_${process.pid}_${made}`;
  const place = `${catalog}.${schema}`;
  const ask = (statement: string): Promise<TextRow[]> =>
    queryTrino(cluster.url, statement.replaceAll("SCHEMA", place), { user: "observer" });
  const address = (port = cluster.port): string => `trino://${user}@127.0.0.1:${port}/${catalog}/${schema}`;
  await queryTrino(cluster.url, `CREATE SCHEMA ${place}`);
  await ask(salesTable("sales_a", sales, customers, "0", "n * 31 % 10000"));
  await ask(salesTable("sales_b", sales, customers, "5", "n * 37 % 10000 + 1"));
  const tables = async (): Promise<string[]> => {
    const rows = await ask(
      `SELECT table_name AS name FROM ${catalog}.information_schema.tables WHERE table_schema = '${schema}' ORDER BY 1`,
    );
    return rows.map(({ name }) => String(name));
  };
  const running = (): Promise<TextRow[]> =>
    ask(`SELECT query_id AS id FROM system.runtime.queries WHERE "user" = '${user}' AND "end" IS NULL`);
  return {
    catalog,
    schema,
    user,
    address,
    ask,
    run: (options = {}, context = {}) => runOperation.run({ source: address(), table: "sales_a", ...options }, context),
    published: async () => {
      const rows = await ask(
        `SELECT CAST(ROW(${CUSTOMER}) AS json) AS line FROM SCHEMA.customer_rfm ORDER BY customer_id`,
      );
      return rows.map(({ line }) => String(line));
    },
    comment: async () => {
      const [row] = await ask(
        `SELECT comment FROM system.metadata.table_comments
          WHERE catalog_name = '${catalog}' AND schema_name = '${schema}' AND table_name = 'customer_rfm'`,
      );
      return row?.["comment"];
    },
    unfitChanges: async (run) => {
      if (!(await tables()).includes("rfm_changes")) return [];
      return ask(
        `SELECT changed.customer_id FROM SCHEMA.rfm_changes AS changed
          LEFT JOIN SCHEMA.customer_rfm AS customer ON CAST(customer.customer_id AS VARCHAR) = changed.customer_id
          WHERE changed.run = ${run} AND customer.segment IS DISTINCT FROM changed.segment_after`,
      );
    },
    tables,
    leftovers: async () => (await tables()).filter((name) => name.startsWith("quintile")),
    running,
    quiet: async () => {
      for (const { id } of await running()) {
        // One that ends by itself meanwhile cannot be ended.
        await ask(`CALL system.runtime.kill_query(query_id => '${id}', message => 'abandoned')`).catch(() => undefined);
      }
      await expect.poll(running, { timeout: 20_000, interval: 200 }).toEqual([]);
    },
    drop: async () => void (await queryTrino(cluster.url, `DROP SCHEMA ${place} CASCADE`)),
  };
}

function salesTable(name: string, sales: number, customers: number, shift: string, cents: string): string {
  return `CREATE TABLE SCHEMA.${name} AS
    SELECT CAST(${shift} + n % (1 + n % ${customers}) AS bigint) AS customer_id, n / 3 AS order_id,
      date_add('day', n * 7 % 300, DATE '2024-01-01') AS sale_date, CAST((${cents}) / 100.0 AS decimal(18,2)) AS revenue
    FROM (SELECT outer_n * 1000 + inner_n AS n
      FROM UNNEST(sequence(0, ${Math.floor((sales - 1) / 1000)})) AS outer_part (outer_n)
      CROSS JOIN UNNEST(sequence(1, ${Math.min(sales, 1000)})) AS inner_part (inner_n)) AS numbers`;
}
