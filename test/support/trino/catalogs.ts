import { pathToFileURL } from "node:url";

export interface CatalogOptions {
  /** Such as "476". */
  readonly version: string;
  /** The folder of all files of the tables. */
  readonly lake: string;
  /** A PostgreSQL database to show as the catalog `postgres`. Default: there is no such catalog. */
  readonly postgres?: PostgresCatalog;
}

/** A database as its driver for Java wants it. */
export interface PostgresCatalog {
  /** Such as "jdbc:postgresql://127.0.0.1:5432/shop". */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

type Settings = Readonly<Record<string, string>>;

/** The first release that reads local files without Hadoop. */
const NATIVE_FILES = 452;

/** The settings of each catalog by its name. Whoever connects may do everything in them. */
export function catalogSettings({ version, lake, postgres }: CatalogOptions): Readonly<Record<string, Settings>> {
  const isNative = Number(version) >= NATIVE_FILES;
  const files: Settings = isNative ? { "fs.native-local.enabled": "true", "local.location": lake } : {};
  const folderOf = (name: string): string => (isNative ? `local:///${name}` : `${pathToFileURL(lake).href}/${name}`);
  return {
    iceberg: {
      "connector.name": "iceberg",
      "iceberg.catalog.type": "TESTING_FILE_METASTORE",
      "hive.metastore.catalog.dir": folderOf("iceberg"),
      "iceberg.dynamic-filtering.wait-timeout": "0s",
      ...files,
    },
    hive: {
      "connector.name": "hive",
      "hive.metastore": "file",
      "hive.metastore.catalog.dir": folderOf("hive"),
      "hive.security": "allow-all",
      "hive.non-managed-table-writes-enabled": "true",
      "hive.dynamic-filtering.wait-timeout": "0s",
      ...files,
    },
    memory: { "connector.name": "memory", "memory.max-data-per-node": "128MB" },
    tpch: { "connector.name": "tpch", "tpch.splits-per-node": "1" },
    blackhole: { "connector.name": "blackhole" },
    ...(postgres === undefined
      ? {}
      : {
          postgres: {
            "connector.name": "postgresql",
            "connection-url": postgres.url,
            "connection-user": postgres.user,
            "connection-password": postgres.password,
          },
        }),
  };
}
