import { tmpdir } from "node:os";
import { inputName, QuintileError, TOO_MANY_FILES } from "../../errors.js";
import type { InputFile } from "../engine.js";
import type { Explain } from "../explained.js";
import type { Failure, FileFailure, MalformedCsv, WideEncoding } from "../failures.js";
import { type Fault, findBadEncoding, findBadJson, findObject } from "./find-fault.js";

/** A larger file is not read a second time to find the line of its fault. */
const LARGEST_SEARCHED = 1 << 30;

/** What a person is told of a failure. */
export interface Sentences {
  readonly code: QuintileError["code"];
  readonly message: string;
  readonly hint: string;
}

const OF_FILES: Readonly<Record<FileFailure["kind"], true>> = {
  "disk-full": true,
  "too-many-files": true,
  "file-gone": true,
  "bad-encoding": true,
  "malformed-csv": true,
  "bad-json": true,
  "deep-json": true,
  "other-structure": true,
  "long-object": true,
};

/**
 * Makes errors for the person at the keyboard of an engine's own failures, and of those of files, which every engine explains alike.
 *
 * @param own what an engine tells of its own failures.
 * @param files those that were opened, by which a path is given its name.
 */
export function withFiles<Own extends Failure>(
  own: (failure: Own) => Sentences,
  files: readonly InputFile[] = [],
): Explain<Own | FileFailure> {
  return async ({ failure, kind, cause }) => {
    const { code, message, hint } = isOfFiles(failure) ? await explainFile(failure, files) : own(failure);
    return new QuintileError(code, message, { hint, kind, cause });
  };
}

function isOfFiles(failure: Failure): failure is FileFailure {
  return Object.hasOwn(OF_FILES, failure.kind);
}

/** A failure of a file in sentences. The file is looked up by its path among those that were opened, for its name and its line. */
async function explainFile(failure: FileFailure, files: readonly InputFile[]): Promise<Sentences> {
  const path = "path" in failure ? failure.path : undefined;
  const file = files.find((each) => each.path === path);
  const name = file?.name ?? path ?? "";
  switch (failure.kind) {
    case "disk-full":
      return diskFull(failure.place);
    case "too-many-files":
      return TOO_MANY_FILES;
    case "file-gone":
      return {
        code: "NO_SUCH_FILE",
        message: `${name} is not there any more.`,
        hint: "It was moved or deleted while it was read: run again.",
      };
    case "bad-encoding":
      return badEncoding(file, failure.encoding);
    case "malformed-csv":
      return malformedCsv(failure, name);
    case "bad-json": {
      const fault = failure.hasLines ? await search(file, findBadJson) : undefined;
      return {
        code: "BAD_FILE",
        message: `${placeOf(fault, name)} is not valid JSON.`,
        hint: "Every line must hold one complete JSON object, or the file one array of objects.",
      };
    }
    case "deep-json":
      return {
        code: "BAD_FILE",
        message: `${name || "The source"} holds objects or lists that are nested too deeply to be read.`,
        hint: "Write the sales as plain objects: one per line, with a value for each column.",
      };
    case "other-structure": {
      const fault = await search(file, (each) => findObject(each, failure.position));
      return {
        code: "BAD_FILE",
        message: `${placeOf(fault, name)} has another structure than the objects before it.`,
        hint: "A field that holds an object or a list must do so on every line.",
      };
    }
    case "long-object":
      return {
        code: "BAD_FILE",
        message: `${name} holds an object of more than ${failure.bytes} bytes.`,
        hint: "Every line must hold one JSON object: one sale.",
      };
  }
}

/** A disk of this machine without room for what has to be written. */
export function diskFull(place: "temporary" | "output"): Sentences {
  if (place === "output") {
    return {
      code: "DISK_FULL",
      message: "The disk is full; nothing was published.",
      hint: `Free some space, or point ${inputName("store")}, ${inputName("to")} or the TMPDIR variable at a larger disk.`,
    };
  }
  return {
    code: "DISK_FULL",
    message: `The disk of the folder for temporary files, ${tmpdir()}, is full; nothing was published.`,
    hint: "Free some space there, or point the TMPDIR variable at a folder on a larger disk.",
  };
}

/** Where there is no text file to look at, the text stands in a column of a Parquet file or database. */
async function badEncoding(file: InputFile | undefined, encoding: WideEncoding | undefined): Promise<Sentences> {
  if (file === undefined) {
    return {
      code: "BAD_FILE",
      message: "The source holds text that is not UTF-8.",
      hint: "It is damaged, or was written in another encoding: write it again.",
    };
  }
  const { name } = file;
  const fault = encoding === undefined ? await search(file, findBadEncoding) : undefined;
  const looksLike =
    encoding === undefined ? "" : `; it looks like UTF-16 (${encoding === "UTF-16LE" ? "little" : "big"}-endian)`;
  const label = encoding?.toLowerCase() ?? "windows-1252";
  return {
    code: "BAD_ENCODING",
    message: `${placeOf(fault, name)} is not UTF-8${looksLike}.`,
    hint: `Name the encoding that it has with ${inputName("encoding")}, such as ${label}, or save it as UTF-8.`,
  };
}

function malformedCsv({ place, columns, fault }: MalformedCsv, name: string): Sentences {
  return {
    code: "MALFORMED_CSV",
    message: `${placeOf(place, name)} holds ${whatIsWrong(place, columns, fault)}.`,
    hint: "Look there: a missing or stray quote or delimiter is the usual cause.",
  };
}

function whatIsWrong(place: Fault | undefined, columns: number | undefined, fault: MalformedCsv["fault"]): string {
  if (place?.values !== undefined && columns !== undefined) {
    return `${counted(place.values, "value")} where the header has ${counted(columns, "column")}`;
  }
  if (place?.isLong === true || fault === "length") return "more text than a row can have";
  if (place !== undefined || fault === "quote") return "a quoted value that does not end where it should";
  return "text that does not follow the CSV rules";
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

async function search(
  file: InputFile | undefined,
  find: (file: InputFile) => Promise<Fault | undefined>,
): Promise<Fault | undefined> {
  if (file === undefined || file.size > LARGEST_SEARCHED) return undefined;
  try {
    return await find(file);
  } catch {
    return undefined;
  }
}

function placeOf(fault: Fault | undefined, name: string): string {
  return fault === undefined ? name || "The source" : `Line ${fault.line} of ${name}`;
}
