import { EngineFailure, failedOfFiles, type FileFailure, failuresOf, type MalformedCsv } from "../failures.js";
import { namesWorkspace } from "../files/workspace.js";

/** What can go wrong in this engine, and the facts that its sentence needs. */
export type DuckdbFailure =
  | FileFailure
  | { readonly kind: "out-of-memory" }
  /** A Parquet file, as far as the engine says which. */
  | { readonly kind: "damaged-file"; readonly path: string | undefined }
  | { readonly kind: "unlike-files" }
  | { readonly kind: "bad-expression"; readonly said: string | undefined; readonly isAggregate: boolean }
  | { readonly kind: "unfit-value" }
  | { readonly kind: "unreadable-value" }
  | { readonly kind: "no-such-table" }
  | { readonly kind: "occupied"; readonly name: string }
  | { readonly kind: "already-attached" }
  | { readonly kind: "busy"; readonly owner: string | undefined }
  | { readonly kind: "newer-format" }
  /** A file, or a store, that could not be opened for reading or for writing. */
  | { readonly kind: "cannot-open"; readonly path: string | undefined }
  | { readonly kind: "not-a-database" }
  | { readonly kind: "internal"; readonly said: string };

/** The failure of this engine behind an error, where it is of one of some kinds. */
export const failureOf = failuresOf<DuckdbFailure>();

type Classify = (match: RegExpExecArray) => DuckdbFailure;

/** What a message of the engine says went wrong, by the first pattern that matches. */
const KINDS: readonly (readonly [RegExp, Classify])[] = [
  [/max_temp_directory_size/, () => ({ kind: "disk-full", place: "temporary" })],
  [
    /No space left on device|File too large|Disk quota exceeded/,
    ({ input }) => ({ kind: "disk-full", place: namesWorkspace(input) ? "temporary" : "output" }),
  ],
  [/Out of Memory|could not allocate|failed to (allocate|pin|offload)/i, () => ({ kind: "out-of-memory" })],
  [/Too many open files/, () => ({ kind: "too-many-files" })],
  [
    /Could not set lock|already open|being used by another process/i,
    ({ input }) => ({ kind: "busy", owner: /\(PID (\d+)\)/.exec(input)?.[1] }),
  ],
  [/already attached by database/, () => ({ kind: "already-attached" })],
  [/version number/i, () => ({ kind: "newer-format" })],
  [
    /(?:Cannot open file|No files found that match the pattern) "(.*?)"(?:: No such file|\n|$)/,
    ([, path]) => ({ kind: "file-gone", path: path as string }),
  ],
  [
    /Cannot open file "(.*?)"|Permission denied|Read-only file system|[Ii]s a directory/,
    ([, path]) => ({ kind: "cannot-open", path }),
  ],
  [/not a valid DuckDB database|Corrupt database file|checksum/i, () => ({ kind: "not-a-database" })],
  [
    /Malformed JSON in file "(.*)", at byte \d+ in (\S+) .*?: (.*)/,
    ([, path, unit, what]) =>
      /UTF-8/.test(what as string)
        ? { kind: "bad-encoding", path: path as string }
        : { kind: "bad-json", path: path as string, hasLines: unit === "line" },
  ],
  [
    /JSON transform error in file "(.*)", in (?:line|record\/value) (\d+)/,
    ([, path, position]) => ({ kind: "other-structure", path: path as string, position: Number(position) }),
  ],
  [
    /"maximum_object_size" of (\d+) bytes exceeded while reading file "(.*?)"/,
    ([, bytes, path]) => ({ kind: "long-object", path: path as string, bytes: Number(bytes) }),
  ],
  [
    /Invalid unicode|not utf-8 encoded/i,
    ({ input }) => ({ kind: "bad-encoding", path: malformed(input, "reader").path || undefined }),
  ],
  [/Value with unterminated quote found/, ({ input }) => malformed(input, "quote")],
  [
    /Expected Number of Columns: (\d+) Found: \d+/,
    ({ input, 1: columns }) => malformed(input, "count", Number(columns)),
  ],
  [/Maximum line size of \d+ bytes exceeded/, ({ input }) => malformed(input, "length")],
  [/Error when converting column/, () => ({ kind: "unreadable-value" })],
  [/CSV Parser state machine/, ({ input }) => malformed(input, "line-ends")],
  [/CSV Error|does not support a full read/, ({ input }) => malformed(input, "reader")],
  [/schema mismatch|failed to cast column/i, () => ({ kind: "unlike-files" })],
  [/Existing object (\w+) is of type View/, ([, name]) => ({ kind: "occupied", name: name as string })],
  [/Conversion Error|Out of Range Error|Could not parse string|Mismatch Type Error/, () => ({ kind: "unfit-value" })],
  [/Catalog Error: Table with name .* does not exist/, () => ({ kind: "no-such-table" })],
  [
    /Binder Error: .*(must appear in the GROUP BY clause|cannot contain (aggregates|window functions)|aggregate function calls)/,
    () => ({ kind: "bad-expression", said: undefined, isAggregate: true }),
  ],
  [
    /(?:Binder|Parser|Catalog) Error: (.*)/,
    ([, said]) => ({ kind: "bad-expression", said: (said as string).trim(), isAggregate: false }),
  ],
  [
    /No magic bytes|Footer length|Invalid thrift|TProtocol|parquet|decompress|don't know what type|invalid TType|Out of buffer|Could not read enough bytes|Corrupted file|data page/i,
    ({ input }) => ({ kind: "damaged-file", path: /\b[Ff]ile (["'])(.+?)\1/.exec(input)?.[2] }),
  ],
];

/** Errors that say a function was given what it does not take; a person's expression is to blame where there is one. */
const OF_FUNCTIONS = /^(Invalid Input|Not implemented|Invalid) Error/;

/**
 * An error of the engine by its kind. Neither a line of the file nor the statement may pass for what the engine says of them.
 *
 * @param hasExpression true where the statement holds SQL that a person wrote.
 */
export function classify(error: unknown, hasExpression: boolean): EngineFailure<DuckdbFailure> {
  if (error instanceof EngineFailure) return error;
  const known = failedOfFiles(error);
  if (known !== undefined) return new EngineFailure<DuckdbFailure>(known, error);
  const said = error instanceof Error ? error.message : String(error);
  const message = said.replace(/^Original Line:.*\n/m, "").replace(/\n\s*LINE \d+: [^]*$/, "");
  for (const [pattern, kindOf] of KINDS) {
    const match = pattern.exec(message);
    if (match !== null) return new EngineFailure<DuckdbFailure>(kindOf(match), error);
  }
  if (hasExpression && OF_FUNCTIONS.test(message)) {
    return new EngineFailure<DuckdbFailure>({ kind: "bad-expression", said: undefined, isAggregate: false }, error);
  }
  return new EngineFailure<DuckdbFailure>({ kind: "internal", said: message.split("\n")[0] as string }, error);
}

/** What a message about a CSV file says of it. The options stand at its end, after any text of the file. */
function malformed(message: string, fault: MalformedCsv["fault"], columns?: number): MalformedCsv {
  const [, path = "", delimiter = ","] = /^ {2}file = (.+)\n {2}delimiter = (.+) \(Set By User\)$/m.exec(message) ?? [];
  return { kind: "malformed-csv", path, delimiter: delimiter === "\\t" ? "\t" : delimiter, fault, columns };
}
