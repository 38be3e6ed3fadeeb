import { readFileSync } from "node:fs";
import { join } from "node:path";
import { QuintileError } from "../../../errors.js";
import { closestName } from "../../../model/closest-name.js";
import { type Parameter, readParameter, type Settings } from "./parameters.js";
import { userFiles } from "./user-files.js";

/**
 * The settings of a named service: from `PGSERVICEFILE` or else `~/.pg_service.conf`, and where that does not have it,
 * from `pg_service.conf` in `PGSYSCONFDIR`. Raises `USAGE` for a service that is in none of them, and `BAD_CONFIG` with
 * the line for one that cannot be read.
 */
export function readService(name: string, env: NodeJS.ProcessEnv): Settings {
  const files = serviceFiles(env);
  const names: string[] = [];
  for (const file of files) {
    const services = readServices(file);
    const lines = services.get(name);
    if (lines !== undefined) return readSettings(file, lines);
    names.push(...services.keys());
  }
  const meant = closestName(name, names);
  throw new QuintileError("USAGE", `There is no PostgreSQL service "${name}" in ${files.join(" or ")}.`, {
    hint:
      meant === undefined
        ? `Add a section [${name}] with lines such as host=localhost and dbname=sales, or name another file in PGSERVICEFILE.`
        : `Did you mean "${meant}"?`,
  });
}

interface Line {
  readonly text: string;
  readonly number: number;
}

function serviceFiles(env: NodeJS.ProcessEnv): string[] {
  const shared = env["PGSYSCONFDIR"] === undefined ? [] : [join(env["PGSYSCONFDIR"], "pg_service.conf")];
  return [env["PGSERVICEFILE"] ?? userFiles(env).services, ...shared];
}

/** The lines of each section; of sections with one name, those of the first. A file that is not there has none. */
function readServices(file: string): Map<string, Line[]> {
  const services = new Map<string, Line[]>();
  let section: Line[] = [];
  for (const line of linesOf(file)) {
    const name = /^\[(.*)\]$/.exec(line.text)?.[1];
    if (name === undefined) {
      section.push(line);
      continue;
    }
    section = [];
    if (!services.has(name)) services.set(name, section);
  }
  return services;
}

/** Lines that are neither empty nor a comment. */
function linesOf(file: string): Line[] {
  try {
    const lines = readFileSync(file, "utf8").split("\n");
    return lines
      .map((line, index) => ({ text: line.trim(), number: index + 1 }))
      .filter(({ text }) => text !== "" && !text.startsWith("#"));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new QuintileError("BAD_CONFIG", `${file} cannot be read.`, {
      hint: "It must be a text file that you may read; PGSERVICEFILE names another.",
      cause,
    });
  }
}

/** As in libpq, of settings with one name the first counts. */
function readSettings(file: string, lines: readonly Line[]): Settings {
  const settings = new Map<Parameter, string>();
  for (const { text, number } of lines) {
    const [, name, value] = /^(\w+)\s*=\s*(.*)$/.exec(text) ?? [];
    if (name === undefined || value === undefined || name === "service") throw badLine(file, number);
    const [parameter, read] = readNamed(name, value, `${file}:${number}`) ?? [];
    if (parameter !== undefined && read !== undefined && !settings.has(parameter)) settings.set(parameter, read);
  }
  return settings;
}

function readNamed(name: string, value: string, place: string): readonly [Parameter, string] | undefined {
  try {
    return readParameter(name, value);
  } catch (error) {
    if (!(error instanceof QuintileError)) throw error;
    throw new QuintileError("BAD_CONFIG", `${place}: ${error.message}`, { hint: error.hint });
  }
}

function badLine(file: string, line: number): QuintileError {
  return new QuintileError("BAD_CONFIG", `${file}:${line} is no setting of a PostgreSQL service.`, {
    hint: "Write name=value, such as host=localhost; a service cannot name another one.",
  });
}
