import { QuintileError } from "../../errors.js";

/** What an error of the engine means for a person, by the first pattern that matches its message. */
const MEANINGS: readonly (readonly [RegExp, (match: RegExpExecArray) => QuintileError])[] = [
  [/No space left on device|max_temp_directory_size|File too large|Disk quota exceeded/, diskFull],
  [
    /Out of Memory|could not allocate|failed to (allocate|pin|offload)/i,
    () =>
      new QuintileError("OUT_OF_MEMORY", "The work does not fit into the memory limit.", {
        hint: "Raise it with --memory (for example --memory 4GB), or use fewer --threads.",
      }),
  ],
  [/Invalid unicode|not utf-8 encoded/i, (match) => badEncoding(fileOf(match.input))],
  [/Value with unterminated quote found/, (match) => malformed(match.input, "a quoted value that never ends")],
  [
    /Expected Number of Columns: (\d+) Found: (\d+)/,
    (match) => malformed(match.input, `${match[2]} values where the header has ${match[1]} columns`),
  ],
  [/Maximum line size of (\d+) bytes exceeded/, (match) => malformed(match.input, "a row that is too long to be one")],
  [/CSV Parser state machine|CSV Error/, (match) => malformed(match.input, "text that does not follow the CSV rules")],
  [
    /(Malformed JSON|Invalid JSON).*?(?:in line (\d+))/s,
    (match) =>
      new QuintileError("BAD_FILE", `Line ${match[2]} of the source is not valid JSON.`, {
        hint: "Every line must hold one complete JSON object.",
      }),
  ],
  [
    /(No magic bytes|Footer length|Invalid thrift|TProtocolException|parquet|Snappy|ZSTD)/i,
    () =>
      new QuintileError("BAD_FILE", "The source is not a readable Parquet file: it is damaged or cut off.", {
        hint: "Write or download it again, and compare its size with the original.",
      }),
  ],
  [
    /Binder Error: (.*)|Parser Error: (.*)|Catalog Error: (.*)|Conversion Error: (.*)/,
    (match) =>
      new QuintileError("BAD_EXPRESSION", firstSentence(match.slice(1).find(Boolean) ?? ""), {
        hint: "Check the SQL of --customer, --date, --revenue, --order and --where; CAST(column AS type) reads text as a number or date.",
      }),
  ],
];

/** Turns an engine's error into one for the person at the keyboard. Messages keep no values of the data. */
export function explainFailure(error: unknown): QuintileError {
  if (error instanceof QuintileError) return error;
  const message = error instanceof Error ? error.message : String(error);
  for (const [pattern, explain] of MEANINGS) {
    const match = pattern.exec(message);
    if (match) return explain(match);
  }
  return new QuintileError("INTERNAL", `The engine failed: ${firstSentence(message)}`, {
    hint: "Please report this with the command you ran.",
    cause: error,
  });
}

/** A text file that is not UTF-8. */
export function badEncoding(file: string, guess = "Latin-1 (Windows-1252)"): QuintileError {
  const from = guess.startsWith("UTF-16") ? "UTF-16" : "WINDOWS-1252";
  return new QuintileError("BAD_ENCODING", `${file} is not UTF-8; it looks like ${guess}.`, {
    hint: `Save it as UTF-8, or convert it: iconv -f ${from} -t UTF-8 ${file} > utf8.csv`,
  });
}

function diskFull(): QuintileError {
  return new QuintileError("DISK_FULL", "The disk is full; nothing was published.", {
    hint: "Free some space, or point --store, --to or the TMPDIR variable at a larger disk.",
  });
}

function malformed(message: string, what: string): QuintileError {
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const where = line === undefined ? fileOf(message) : `Line ${line} of ${fileOf(message)}`;
  return new QuintileError("MALFORMED_CSV", `${where} holds ${what}.`, {
    hint: "Look at that line: a missing or stray quote or delimiter is the usual cause. Nothing was read past it.",
  });
}

function fileOf(message: string): string {
  return /^\s*file = (.+)$/m.exec(message)?.[1] ?? "The source";
}

function firstSentence(message: string): string {
  return (message.split("\n")[0] ?? "").trim();
}
