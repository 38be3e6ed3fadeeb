import { statSync } from "node:fs";
import { isGzip, readStart } from "../../files/plain-file.js";

/** How the engine unpacks a file while it reads it. */
export type Compression = "uncompressed" | "gzip";

/** Files that are read in one go. */
interface LaterGroup {
  /** Their paths, or the pattern that finds them and those to come. */
  readonly paths: readonly string[];
  readonly compression: Compression;
  /** One of them, as it is read in this session. */
  readonly file: string;
}

/** Files as a statement finds them that runs later, when copies and unpacked files of this session are gone. */
export interface LaterFiles {
  /** Puts together what is packed alike and has the same shape; the shape of a file as it is read in this session. */
  groups(shapeOf: (file: string) => string): readonly LaterGroup[];
}

/**
 * The files of a location for a later statement; undefined where one of them can only be read once, such as a pipe.
 *
 * @param named the files as they were named, none for standard input; `files` the same as they are read in this session.
 */
export function readLater(
  location: string,
  named: readonly string[],
  files: readonly string[],
): LaterFiles | undefined {
  if (named.length === 0 || !named.every((file) => statSync(file).isFile())) return undefined;
  const isPattern = named.length > 1 || named[0] !== location;
  return {
    groups: (shapeOf) => {
      const groups = new Map<string, { paths: string[]; compression: Compression; file: string }>();
      files.forEach((file, index) => {
        const path = named[index] as string;
        const compression = file !== path && isGzip(readStart(path, 2)) ? "gzip" : "uncompressed";
        const key = `${compression} ${shapeOf(file)}`;
        const known = groups.get(key);
        if (known === undefined) groups.set(key, { paths: [path], compression, file });
        else known.paths.push(path);
      });
      const all = [...groups.values()];
      return isPattern && all.length === 1 ? all.map((each) => ({ ...each, paths: [location] })) : all;
    },
  };
}
