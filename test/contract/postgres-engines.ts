import { escapeIdentifier } from "pg";
import { type Database, newDatabase } from "../support/postgres/database.js";
import type { Server } from "../support/postgres/server.js";
import { servers } from "../support/postgres/servers.js";
import { storePostgresSales } from "../support/postgres/sales.js";
import { isThorough } from "../support/thoroughness.js";
import { textFile, delimited, namesOf, type EngineUnderTest, type Located, type SourceUnderTest } from "./engines.js";

/** What a table of sales is made into before a run reads it. */
type Shape = (table: string, firstColumn: string) => readonly string[];

const SHAPES: Readonly<Record<string, Shape>> = {
  "a table": () => [],
  "a view": (table) => [`ALTER TABLE ${table} RENAME TO stored`, `CREATE VIEW ${table} AS SELECT * FROM stored`],
  "a partitioned table": (table, firstColumn) => [
    `ALTER TABLE ${table} RENAME TO stored`,
    `CREATE TABLE ${table} (LIKE stored) PARTITION BY HASH (${firstColumn})`,
    ...[0, 1, 2].map(
      (part) => `CREATE TABLE part_${part} PARTITION OF ${table} FOR VALUES WITH (MODULUS 3, REMAINDER ${part})`,
    ),
    `INSERT INTO ${table} SELECT * FROM stored`,
  ],
  "a materialized view": (table) => [
    `ALTER TABLE ${table} RENAME TO stored`,
    `CREATE MATERIALIZED VIEW ${table} AS SELECT * FROM stored`,
  ],
};

/** PostgreSQL as source and store, as source only, and as store only: for each server that the tests have. */
export function postgresEngines(
  duckdbStore: Pick<EngineUnderTest, "newStore" | "published" | "read" | "putBeside">,
): EngineUnderTest[] {
  return servers.flatMap((server, index) => {
    const schemas = schemasOn(server);
    const inPlace = {
      newStore: schemas.make,
      published: schemas.published,
      read: schemas.read,
      putBeside: schemas.putBeside,
    };
    if (index > 0) return [{ name: server.name, sources: [schemas.source("a table")], ...inPlace }];
    const shapes = Object.keys(SHAPES).map((name) => schemas.source(name));
    const { newStore, published, read, putBeside } = duckdbStore;
    const csv = textFile("CSV", "sales.csv", (table) => delimited(table, ","));
    return [
      { name: server.name, sources: shapes, ...inPlace },
      {
        name: `${server.name} as source, duckdb as store`,
        sources: [schemas.source("a table")],
        newStore,
        published,
        read,
        putBeside,
      },
      ...(isThorough ? [{ name: `duckdb as source, ${server.name} as store`, sources: [csv], ...inPlace }] : []),
    ];
  });
}

/** A schema for each store, all in one database of the test file. Its address names it, so that a store is one text. */
function schemasOn(server: Server) {
  let database: Promise<Database> | undefined;
  let made = 0;
  const open = (): Promise<Database> => (database ??= newDatabase(server));
  const make = async (): Promise<string> => {
    const { sql, url } = await open();
    made += 1;
    const schema = `Store ${made}`;
    await sql(`CREATE SCHEMA ${escapeIdentifier(schema)}`);
    return `${url}?options=${encodeURIComponent(`-csearch_path=${escapeIdentifier(schema).replaceAll(" ", "\\ ")}`)}`;
  };
  const put = async (shape: Shape, table: Parameters<SourceUnderTest["put"]>[0], store: string): Promise<Located> => {
    const address = store.startsWith("postgres") ? store : await make();
    const schema = `Store ${schemaOf(address)}`;
    made += 1;
    const name = `sales ${made}`;
    const { sql } = await open();
    await storePostgresSales(sql, schema, name, table);
    for (const statement of shape(escapeIdentifier(name), escapeIdentifier(table.columns[0]?.name ?? ""))) {
      await sql(`SET search_path = ${escapeIdentifier(schema)}; ${statement}; RESET search_path`);
    }
    return { source: address, table: `${schema}.${name}` };
  };
  return {
    make,
    putBeside: async (store: string, table: Parameters<SourceUnderTest["put"]>[0]): Promise<string> =>
      (await put(SHAPES["a table"] as Shape, table, store)).table as string,
    source: (name: string): SourceUnderTest => ({
      name,
      untyped: false,
      put: (table, _, store) => put(SHAPES[name] as Shape, table, store),
    }),
    published: async (store: string) => {
      const { sql } = await open();
      const inSchema = "SELECT tablename AS name FROM pg_tables WHERE schemaname = $1 ORDER BY 1";
      return namesOf(await sql(inSchema, [`Store ${schemaOf(store)}`]));
    },
    read: async (store: string, table: string) => {
      const { sql } = await open();
      const from = `${escapeIdentifier(`Store ${schemaOf(store)}`)}.${table}`;
      if (table !== "customer_rfm") return sql(`SELECT * FROM ${from} ORDER BY 1`);
      const [type] = await sql(`SELECT pg_typeof(customer_id)::text AS id FROM ${from} LIMIT 1`);
      return sql(`SELECT * FROM ${from} ORDER BY customer_id${type?.["id"] === "text" ? ' COLLATE "C"' : ""}`);
    },
  };
}

/** The number of the schema that an address names. */
function schemaOf(store: string): string {
  return /Store\\ (\d+)/.exec(decodeURIComponent(store))?.[1] ?? "";
}
