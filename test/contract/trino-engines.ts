import { queryTrino } from "../support/trino/query.js";
import { quoted, storeTrinoSales, type TrinoTable } from "../support/trino/sales.js";
import type { ClusterFacts } from "../support/trino/cluster.js";
import { delimited, namesOf, type EngineUnderTest, type SourceUnderTest, textFile } from "./engines.js";

/** Trino as source and store in catalogs of several kinds, as source only, and as store only. */
export function trinoEngines(
  cluster: ClusterFacts,
  duckdbStore: Pick<EngineUnderTest, "newStore" | "published" | "read" | "putBeside">,
): EngineUnderTest[] {
  const [iceberg, hive, memory] = ["iceberg", "hive", "memory"].map((catalog) => schemasIn(cluster, catalog)) as [
    ReturnType<typeof schemasIn>,
    ReturnType<typeof schemasIn>,
    ReturnType<typeof schemasIn>,
  ];
  const { newStore, published, read, putBeside } = duckdbStore;
  const csv = textFile("CSV", "sales.csv", (table) => delimited(table, ","));
  return [
    { name: "trino with iceberg", sources: [iceberg.table, iceberg.view], losesCase: true, ...iceberg.store },
    { name: "trino with hive as source and store", sources: [hive.table], ...hive.store },
    { name: "trino with hive as source, iceberg as store", sources: [hive.table], ...iceberg.store },
    {
      name: "trino with memory as source, duckdb as store",
      sources: [memory.table],
      newStore,
      published,
      read,
      putBeside,
    },
    { name: "duckdb as source, trino with iceberg as store", sources: [csv], ...iceberg.store },
  ];
}

const CUSTOMER_COLUMNS = [
  "customer_id",
  "recency",
  "frequency",
  "monetary",
  "R_score",
  "F_score",
  "M_score",
  "segment",
];

let made = 0;

/** A schema for each store, in a catalog of the cluster. */
function schemasIn(cluster: ClusterFacts, catalog: string) {
  const addressOf = (schema: string): string => `trino://tester@127.0.0.1:${cluster.port}/${catalog}/${schema}`;
  const ask = (statement: string): ReturnType<typeof queryTrino> => queryTrino(cluster.url, statement, { catalog });
  const make = async (): Promise<string> => {
    made += 1;
    const schema = `store_${process.pid}_${made}`;
    await ask(`CREATE SCHEMA ${catalog}.${schema}`);
    return addressOf(schema);
  };
  const put = async (sales: Parameters<SourceUnderTest["put"]>[0], store: string): Promise<TrinoTable> => {
    const address = store.includes(`/${catalog}/`) ? store : await make();
    made += 1;
    const place = { catalog, schema: schemaOf(address), name: `sales ${made}` };
    await storeTrinoSales(cluster.url, place, sales);
    return place;
  };
  const located = ({ schema, name }: TrinoTable) => ({ source: addressOf(schema), table: name });
  const table: SourceUnderTest = {
    name: "a table",
    untyped: false,
    put: async (sales, _, store) => located(await put(sales, store)),
  };
  const view: SourceUnderTest = {
    name: "a view",
    untyped: false,
    put: async (sales, _, store) => {
      const stored = await put(sales, store);
      const name = `${stored.name} seen`;
      const from = `${catalog}.${stored.schema}.${quoted(stored.name)}`;
      await ask(`CREATE VIEW ${catalog}.${stored.schema}.${quoted(name)} AS SELECT * FROM ${from}`);
      return located({ ...stored, name });
    },
  };
  const read: EngineUnderTest["read"] = async (store, name) => {
    const from = `${catalog}.${schemaOf(store)}.${name}`;
    if (name !== "customer_rfm") {
      const columns = await ask(`SELECT column_name AS name FROM ${catalog}.information_schema.columns
        WHERE table_schema = '${schemaOf(store)}' AND table_name = '${name}' ORDER BY ordinal_position`);
      const texts = columns.map(({ name: column }) => `CAST(${column} AS varchar) AS ${column}`);
      return ask(`SELECT ${texts.join(", ")} FROM ${from} ORDER BY ${from}.${columns[0]?.["name"]}`);
    }
    // A catalog spells all names in lower case; whoever asks may spell them as we do.
    const columns = CUSTOMER_COLUMNS.map((column) => `CAST(${column} AS varchar) AS "${column}"`);
    return ask(`SELECT ${columns.join(", ")} FROM ${from} ORDER BY ${from}.customer_id`);
  };
  return {
    table,
    view,
    store: {
      newStore: make,
      published: async (store: string): Promise<readonly string[]> =>
        namesOf(
          await ask(`SELECT table_name AS name FROM ${catalog}.information_schema.tables
            WHERE table_schema = '${schemaOf(store)}' ORDER BY 1`),
        ),
      read,
      putBeside: async (store: string, sales: Parameters<SourceUnderTest["put"]>[0]): Promise<string> => {
        const { schema, name } = await put(sales, store);
        return `${schema}.${name}`;
      },
    },
  };
}

/** The schema that an address names. */
function schemaOf(store: string): string {
  return store.split("/").at(-1) as string;
}
