import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { expect, test } from "vitest";
import { describeServers, servers } from "../support/postgres/servers.js";
import { casesOf } from "../support/thoroughness.js";
import { openShop, type Shop } from "./shop.js";

const PUBLISHES = casesOf(50);

/** What was published, whether by a run of odd or even number, and how many of its changes are told, and fit: one line. */
function summary(schema: string): string {
  const changes = `(SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE customer.segment IS NOT DISTINCT FROM segment_after))
    FROM ${schema}.rfm_changes AS change LEFT JOIN ${schema}.customer_rfm AS customer ON customer.customer_id::text = change.customer_id
    WHERE run = (SELECT max(run) FROM ${schema}.rfm_runs))`;
  return `SELECT concat_ws(' ', (SELECT max(run) % 2 FROM ${schema}.rfm_runs), count(*), sum(monetary), min(customer_id),
    max(customer_id), (SELECT count(*) FROM ${schema}.rfm_segments), ${changes}) AS line FROM ${schema}.customer_rfm`;
}

/** Each server takes one of them, or the only one both: so many publishes take a while. */
const IDS = [
  ["numbers", "customer_id"],
  ["text", "'customer ' || customer_id"],
] as const;

type Reader = (client: Client, schema: string) => Promise<string[]>;

async function read(client: Client, schema: string): Promise<string> {
  const { rows } = await client.query<{ line: string }>(summary(schema));
  return rows[0]?.line ?? "";
}

const READERS: Readonly<Record<string, Reader>> = {
  "each statement by itself": async (client, schema) => [await read(client, schema)],
  "a transaction that sees one state": async (client, schema) => {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    const lines = [await read(client, schema), await read(client, schema), await read(client, schema)];
    await client.query("COMMIT");
    expect(new Set(lines).size).toBe(1);
    return lines.slice(1);
  },
};

/** Reads into a list, in order, until it is told to stop. Readers wait for no lock, so a short limit does no harm. */
async function readOn(shop: Shop, schema: string, reader: Reader, seen: string[], stop: AbortSignal): Promise<void> {
  const client = new Client({ connectionString: shop.url, lock_timeout: 50 });
  await client.connect();
  while (!stop.aborted) {
    seen.push(...(await reader(client, schema)));
    await setTimeout(1); // leaves some of the machine to the runs
  }
  await client.end();
}

describeServers((server) => {
  const mine = IDS.filter((_, index) => index % servers.length === servers.indexOf(server));

  test.each(mine)(
    "readers see one whole result or the next while others are published, with %s for ids",
    async (schema, id) => {
      const shop = await openShop(server);
      await shop.sql(`CREATE SCHEMA ${schema}`);
      const states: string[] = [];
      const publish = async (): Promise<void> => {
        await shop.run({ schema, customer: id });
      };
      await publish();
      for (let run = 1; run <= 2; run += 1) {
        await shop.change();
        await publish();
        const [row] = await shop.sql(summary(schema));
        states.push(String(row?.["line"]));
      }
      expect(new Set(states).size).toBe(2);
      const stop = new AbortController();
      const readers = Object.values(READERS).map((reader) => ({ reader, seen: [] as string[] }));
      const reading = readers.map(({ reader, seen }) => readOn(shop, schema, reader, seen, stop.signal));
      for (let run = 1; run <= PUBLISHES; run += 1) {
        await shop.change();
        await publish();
        // Each result is seen by everybody before the next one replaces it, however slow the readers are.
        const now = states[(run - 1) % 2];
        await expect.poll(() => readers.every(({ seen }) => seen.at(-1) === now), { interval: 1 }).toBe(true);
      }
      stop.abort();
      await Promise.all(reading);
      for (const { seen } of readers) {
        expect([...new Set(seen)].toSorted()).toEqual(states.toSorted());
        const switches = seen.filter((line, index) => index > 0 && line !== seen[index - 1]);
        expect(switches.length).toBeGreaterThanOrEqual(PUBLISHES - 1);
      }
      await shop.drop();
    },
  );
});
