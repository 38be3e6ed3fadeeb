import { existsSync, readFileSync } from "node:fs";
import { QuintileError } from "../../errors.js";
import { closestName } from "../../model/closest-name.js";
import type { Input } from "./input.js";
import { CONFIG_FILE } from "./config-file.js";
import { readInputs } from "./read-inputs.js";
import { kebab } from "./spellings.js";
import { SETTINGS } from "./settings.js";

/**
 * The settings of a configuration file that an operation takes from it, by input name. Without a file name, `quintile.yaml` of
 * the current folder is read where there is one. Raises `BAD_CONFIG` with the line, or `NO_SUCH_FILE`.
 */
export async function readConfig(
  file: string | undefined,
  configured: readonly string[],
): Promise<Record<string, unknown>> {
  if (configured.length === 0) return {};
  const path = file ?? CONFIG_FILE;
  if (!existsSync(path)) {
    if (file === undefined) return {};
    throw new QuintileError("NO_SUCH_FILE", `There is no configuration ${file}.`, {
      hint: "quintile init SOURCE writes one.",
    });
  }
  const settings = await parseConfig(readText(path), path);
  const { source } = settings;
  if (settings["store"] === undefined && typeof source === "string") {
    const { isDatabase } = await import("../../engines/location.js");
    if (isDatabase(source)) settings["store"] = source; // results stand beside the sales, so that is where to look
  }
  return Object.fromEntries(Object.entries(settings).filter(([name]) => configured.includes(name)));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new QuintileError("BAD_CONFIG", `${path} cannot be read.`, { hint: "It must be a YAML file.", cause });
  }
}

async function parseConfig(text: string, path: string): Promise<Record<string, unknown>> {
  const { isMap, isScalar, LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const at = (offset: number | undefined): string =>
    offset === undefined ? path : `${path}:${lines.linePos(offset).line}`;
  const [error] = document.errors;
  if (error !== undefined) {
    const what = error.message.split("\n")[0]?.replace(/ at line.*$/, "") ?? "";
    throw new QuintileError("BAD_CONFIG", `${at(error.pos[0])}: ${what}.`, {
      hint: 'Settings are YAML: one "name: value" per line.',
    });
  }
  if (document.contents === null) return {};
  if (!isMap(document.contents)) {
    throw new QuintileError("BAD_CONFIG", `${path} holds no settings.`, {
      hint: 'Settings are YAML: one "name: value" per line.',
    });
  }
  const settings: Record<string, unknown> = {};
  for (const { key, value } of document.contents.items) {
    const written = isScalar(key) ? String(key.value) : "";
    const where = at(key.range[0]);
    const name = Object.keys(SETTINGS).find((each) => kebab(each) === written);
    if (name === undefined) throw unknownSetting(where, written, Object.keys(SETTINGS).map(kebab));
    const plain = (value as { toJSON?: () => unknown } | null)?.toJSON?.();
    if (plain === null || plain === undefined) continue;
    try {
      settings[name] = (readInputs({ [name]: inputAlone(name) }, { [name]: plain }) as Record<string, unknown>)[name];
    } catch (cause) {
      if (!(cause instanceof QuintileError)) throw cause;
      const { message, hint } = cause.spelled(kebab);
      throw new QuintileError("BAD_CONFIG", `${where}: ${message}`, { hint });
    }
  }
  return settings;
}

/** A setting is one among others, which may stand elsewhere. */
function inputAlone(name: string): Input {
  const { excludes: _, ...input } = SETTINGS[name] as Input;
  return { ...input, required: false } as Input;
}

function unknownSetting(where: string, name: string, known: readonly string[]): QuintileError {
  const closest = closestName(name, known);
  return new QuintileError("BAD_CONFIG", `${where}: there is no setting "${name}".`, {
    hint: closest === undefined ? `Settings: ${known.join(", ")}.` : `Did you mean "${closest}"?`,
  });
}
