import { statSync } from "node:fs";
import { extname } from "node:path";
import { QuintileError } from "../../errors.js";
import { type Fault, findBadEncoding, findBadJson, findBadRecord, findObject } from "./sources/find-fault.js";
import { diskFull, isDiskFull } from "../files/full-disk.js";
import { withoutValues } from "../without-values.js";
import { shownName } from "../files/workspace.js";

/** A larger file is not read a second time to find the line of its fault. */
const LARGEST_SEARCHED = 1 << 30;
const ASK_FOR_A_REPORT = "Please report this with the command you ran.";

/** What an error of the engine means for a person, by the first pattern that matches its message. */
const MEANINGS: readonly (readonly [RegExp, (match: RegExpExecArray) => QuintileError])[] = [
  [/No space left on device|max_temp_directory_size|File too large|Disk quota exceeded/, () => diskFull()],
  [
    /Out of Memory|could not allocate|failed to (allocate|pin|offload)/i,
    () =>
      new QuintileError("OUT_OF_MEMORY", "The work does not fit into the memory limit.", {
        hint: "Raise it with --memory (for example --memory 4GB), or use fewer --threads.",
      }),
  ],
  [
    /Cannot open file "(.*?)": No such file/,
    ([, file]) =>
      new QuintileError("NO_SUCH_FILE", `${shownName(file as string)} is not there any more.`, {
        hint: "It was moved or deleted while it was read: run again.",
      }),
  ],
  [
    /Malformed JSON in file "(.*)", at byte \d+ in (\S+) .*?: (.*)/,
    ([, file, unit, what]) => malformedJson(file as string, unit as string, what as string),
  ],
  [
    /JSON transform error in file "(.*)", in (?:line|record\/value) (\d+)/,
    ([, file, position]) => otherShape(file as string, Number(position)),
  ],
  [
    /"maximum_object_size" of (\d+) bytes exceeded while reading file "(.*?)"/,
    ([, bytes, file]) => largeObject(file as string, Number(bytes)),
  ],
  [/Invalid unicode|not utf-8 encoded/i, ({ input }) => badText(csvFile(input).file)],
  [
    /Value with unterminated quote found/,
    ({ input }) => badRecord(input, "a quoted value that does not end where it should"),
  ],
  [
    /Expected Number of Columns: (\d+) Found: (\d+)/,
    ({ input, 1: columns, 2: found }) => badRecord(input, wrongCount(Number(found), Number(columns)), Number(columns)),
  ],
  [
    /Maximum line size of \d+ bytes exceeded|does not support a full read/,
    ({ input }) => badRecord(input, "more text than a row can have"),
  ],
  [
    /Error when converting column/,
    () => new QuintileError("UNREADABLE_VALUE", "A value of the source cannot be read as the type of its column."),
  ],
  [/CSV Parser state machine/, ({ input }) => mixedLineEnds(csvFile(input).file)],
  [/CSV Error/, ({ input }) => badRecord(input, "text that does not follow the CSV rules")],
  [
    /schema mismatch|failed to cast column/i,
    () =>
      new QuintileError("BAD_FILE", "The files do not have the same columns of the same types.", {
        hint: "Files of one run share their columns; give a narrower pattern.",
      }),
  ],
  [
    /Existing object (\w+) is of type View/,
    ([, name]) =>
      new QuintileError("STORE_OCCUPIED", `The store has a view named ${name}, where a table has to be.`, {
        hint: "Name another store with --store, or rename that view.",
      }),
  ],
  [
    /Conversion Error|Out of Range Error|Could not parse string|Mismatch Type Error/,
    () =>
      new QuintileError("BAD_EXPRESSION", "A value does not fit the type that an expression gives it.", {
        hint: "Write TRY_CAST(column AS type) in --customer, --date, --revenue, --order or --where: rows that do not fit are rejected then, and counted.",
      }),
  ],
  [
    /(?:Binder|Parser|Catalog) Error: (.*)/,
    ([, what]) =>
      new QuintileError("BAD_EXPRESSION", (what as string).trim(), {
        hint: "Check the SQL of --customer, --date, --revenue, --order and --where; CAST(column AS type) reads text as a number or date.",
      }),
  ],
  [
    /No magic bytes|Footer length|Invalid thrift|TProtocol|parquet|decompress|don't know what type|invalid TType|Out of buffer|Could not read enough bytes|Corrupted file|data page/i,
    () =>
      new QuintileError("BAD_FILE", "The source is not a readable Parquet file: it is damaged or cut off.", {
        hint: "Write or download it again, and compare its size with the original.",
      }),
  ],
];

/** Turns an engine's error into one for the person at the keyboard. Messages keep no values of the data. */
export function explainFailure(error: unknown): QuintileError {
  if (error instanceof QuintileError) return error;
  const said = error instanceof Error ? error.message : String(error);
  // Neither a line of the file nor the statement itself may pass for what the engine says of them.
  const message = said.replace(/^Original Line:.*\n/m, "").replace(/\n\s*LINE \d+: [^]*$/, "");
  for (const [pattern, explain] of MEANINGS) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const { code, message: text, hint } = explain(match);
    return new QuintileError(code, text, { hint, cause: error });
  }
  return new QuintileError("INTERNAL", `The engine failed: ${withoutValues(message.split("\n")[0] as string)}`, {
    hint: ASK_FOR_A_REPORT,
    cause: error,
  });
}

/** What the engine itself said before that was explained, for those who know what the statement was about. */
export function engineMessage(error: unknown): string {
  return error instanceof QuintileError && error.cause instanceof Error ? error.cause.message : "";
}

/** A text file that is not UTF-8. */
export function badEncoding(file: string, guess = "Latin-1 (Windows-1252)"): QuintileError {
  const isWide = guess.startsWith("UTF-16");
  const convert = `iconv -f ${isWide ? (guess.includes("big") ? "UTF-16BE" : "UTF-16LE") : "WINDOWS-1252"} -t UTF-8`;
  const name = shownName(file);
  const isPacked = name !== file && /\.gz$/i.test(name);
  const command = isPacked ? `gunzip -c ${shellWord(name)} | ${convert}` : `${convert} ${shellWord(name)}`;
  const fault = isWide ? undefined : search(file, findBadEncoding);
  return new QuintileError("BAD_ENCODING", `${placeOf(fault, name)} is not UTF-8; it looks like ${guess}.`, {
    hint:
      name === "standard input"
        ? `Convert it on its way: … | ${convert} | quintile run -`
        : `Save it as UTF-8, or convert it: ${command} > utf8${extname(name.replace(/\.gz$/i, ""))}`,
  });
}

/** What an error of the file system means while data is copied: a stop, a full disk, or itself. */
export function explainCopy(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return new QuintileError("CANCELLED", "The run was cancelled; nothing was published.");
  return isDiskFull(error) ? diskFull() : error;
}

/** Where there is no text file to look at, the text stands in a column of a Parquet file or database. */
function badText(file: string): QuintileError {
  if (file !== "") return badEncoding(file);
  return new QuintileError("BAD_FILE", "The source holds text that is not UTF-8.", {
    hint: "It is damaged, or was written in another encoding: write it again.",
  });
}

function badRecord(message: string, what: string, columns?: number): QuintileError {
  const { file, delimiter, row } = csvFile(message);
  const fault = search(file, () => findBadRecord(file, delimiter, columns));
  const found = fault?.values === undefined || columns === undefined ? what : wrongCount(fault.values, columns);
  const name = shownName(file);
  const place = fault === undefined && row !== undefined ? `Row ${row} of ${name}` : placeOf(fault, name);
  return new QuintileError("MALFORMED_CSV", `${place} holds ${found}.`, {
    hint: "Look there: a missing or stray quote or delimiter is the usual cause.",
  });
}

function wrongCount(found: number, columns: number): string {
  return `${found} ${found === 1 ? "value" : "values"} where the header has ${columns} ${columns === 1 ? "column" : "columns"}`;
}

/** Lines that end now in one way, now in another. */
export function mixedLineEnds(file: string): QuintileError {
  const name = shownName(file);
  return new QuintileError(
    "MALFORMED_CSV",
    `${name} holds lines that end in different ways, or text that does not follow the CSV rules.`,
    {
      hint: `Give all lines the same end: tr -d '\\r' < ${shellWord(name)} > fixed.csv`,
    },
  );
}

function malformedJson(file: string, unit: string, what: string): QuintileError {
  if (/UTF-8/.test(what)) return badEncoding(file);
  const fault = unit === "line" ? search(file, findBadJson) : undefined;
  return new QuintileError("BAD_FILE", `${placeOf(fault, shownName(file))} is not valid JSON.`, {
    hint: "Every line must hold one complete JSON object, or the file one array of objects.",
  });
}

function otherShape(file: string, position: number): QuintileError {
  const fault = search(file, () => findObject(file, position));
  return new QuintileError(
    "BAD_FILE",
    `${placeOf(fault, shownName(file))} has another structure than the objects before it.`,
    {
      hint: "A field that holds an object or a list must do so on every line.",
    },
  );
}

function largeObject(file: string, bytes: number): QuintileError {
  return new QuintileError("BAD_FILE", `${shownName(file)} holds an object of more than ${bytes} bytes.`, {
    hint: "Every line must hold one JSON object: one sale.",
  });
}

/** What a message about a CSV file says of it. The options stand at its end, after any text of the file. */
function csvFile(message: string): { file: string; delimiter: string; row: string | undefined } {
  const [, file = "", delimiter = ","] = /^ {2}file = (.+)\n {2}delimiter = (.+) \(Set By User\)$/m.exec(message) ?? [];
  return {
    file,
    delimiter: delimiter === "\\t" ? "\t" : delimiter,
    row: /CSV Error on Line: (\d+)/.exec(message)?.[1],
  };
}

function search(file: string, find: (file: string) => Fault | undefined): Fault | undefined {
  try {
    return statSync(file).size > LARGEST_SEARCHED ? undefined : find(file);
  } catch {
    return undefined;
  }
}

function placeOf(fault: Fault | undefined, name: string): string {
  return fault === undefined ? name || "The source" : `Line ${fault.line} of ${name}`;
}

function shellWord(name: string): string {
  return /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
