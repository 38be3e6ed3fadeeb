import { statSync } from "node:fs";
import { join, literal, type Sql, sql } from "../../../sql/fragment.js";
import type { InputFile } from "../../engine.js";

/** How the engine unpacks a file while it reads it. */
export type Compression = "uncompressed" | "gzip";

/** Files that a later statement reads in one go. */
interface LaterGroup<Shape> {
  /** Their paths, or the pattern that finds them and those to come. */
  readonly paths: readonly string[];
  readonly compression: Compression;
  readonly shape: Shape;
}

/**
 * Files as a statement finds them that runs later, when copies and unpacked files of this session are gone: put together where
 * they are packed alike and have the same shape. Undefined where one of them can only be read once, such as a pipe, or not by the
 * engine itself.
 *
 * @param pattern what finds them, where that is a pattern.
 */
export function readLater<Shape extends string | number>(
  files: readonly InputFile[],
  pattern: string | undefined,
  shapeOf: (file: InputFile) => Shape,
): readonly LaterGroup<Shape>[] | undefined {
  const groups = new Map<string, { paths: string[]; compression: Compression; shape: Shape }>();
  for (const file of files) {
    const { given, isPacked, isConverted } = file;
    if (isConverted || given === undefined || !statSync(given).isFile()) return undefined;
    const [compression, shape] = [isPacked ? ("gzip" as const) : ("uncompressed" as const), shapeOf(file)];
    const group = groups.get(`${compression} ${shape}`);
    if (group === undefined) groups.set(`${compression} ${shape}`, { paths: [given], compression, shape });
    else group.paths.push(given);
  }
  const all = [...groups.values()];
  return pattern !== undefined && all.length === 1 ? all.map((each) => ({ ...each, paths: [pattern] })) : all;
}

/** What stands after FROM to read all of several relations. */
export function together(parts: readonly Sql[]): Sql {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return sql`(${join(
    parts.map((part) => sql`SELECT * FROM ${part}`),
    " UNION ALL ",
  )})`;
}

/** Paths as a list of the engine. */
export function listOf(paths: readonly string[]): Sql {
  return sql`[${join(paths.map((path) => literal(path)))}]`;
}
