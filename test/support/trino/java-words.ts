import { join } from "node:path";
import type { Installation } from "./installation.js";

const WARNS_OF_UNSAFE_MEMORY = 23;

/** The words that start a node with its settings in a folder, `etc`, and a heap such as "1G". */
export function javaWords({ folder, java }: Installation, etc: string, id: string, heap: string): string[] {
  return [
    join(java.home, "bin", "java"),
    `-Xmx${heap}`,
    "-XX:+UseSerialGC",
    "-XX:-UsePerfData",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djdk.attach.allowAttachSelf=true",
    "-Dfile.encoding=UTF-8",
    // Where mistakes with zones show.
    "-Duser.timezone=America/St_Johns",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    ...(java.version >= WARNS_OF_UNSAFE_MEMORY
      ? [
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--add-modules=jdk.incubator.vector",
        ]
      : []),
    `-Dconfig=${join(etc, "config.properties")}`,
    `-Dlog.levels-file=${join(etc, "log.properties")}`,
    `-Dcatalog.config-dir=${join(etc, "catalog")}`,
    `-Dnode.id=${id}`,
    `-Dnode.data-dir=${join(etc, "..", "data")}`,
    `-Dplugin.dir=${join(folder, "plugin")}`,
    "-cp",
    join(folder, "lib", "*"),
    "io.trino.server.TrinoServer",
  ];
}
