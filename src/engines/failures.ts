import type { FailureKind } from "../errors.js";
import type { Fault } from "./files/find-fault.js";

/** What went wrong: its kind, and the facts that its sentence needs. Each engine declares what can go wrong in it. */
export interface Failure {
  readonly kind: FailureKind;
}

/** What goes wrong with files, whichever engine reads or writes them. */
export type FileFailure =
  | { readonly kind: "disk-full"; readonly place: "temporary" | "output" }
  | { readonly kind: "too-many-files" }
  | { readonly kind: "file-gone"; readonly path: string }
  | { readonly kind: "bad-encoding"; readonly path: string | undefined; readonly encoding?: WideEncoding }
  | MalformedCsv
  | { readonly kind: "bad-json"; readonly path: string; readonly hasLines: boolean }
  | { readonly kind: "deep-json"; readonly path: string | undefined }
  | { readonly kind: "other-structure"; readonly path: string; readonly position: number }
  | { readonly kind: "long-object"; readonly path: string; readonly bytes: number };

/** UTF-16, by the order of its bytes. */
export type WideEncoding = "UTF-16LE" | "UTF-16BE";

/** A delimited file that the engine does not read on. */
export interface MalformedCsv {
  readonly kind: "malformed-csv";
  readonly path: string;
  readonly delimiter: string;
  /** What the engine found fault with; `reader` where it may be the reader's own limit. */
  readonly fault: "count" | "quote" | "length" | "line-ends" | "reader";
  /** How many values a row should have. */
  readonly columns?: number | undefined;
  /** Where the fault is, once it has been looked for. */
  readonly place?: Fault | undefined;
}

/**
 * A failure inside an engine. Code that can do something about a kind of failure looks at the kind; every other failure is put
 * into sentences where it leaves the engine (`explained`). The cause is the error as it came, which may hold values of the data.
 */
export class EngineFailure<Known extends Failure = Failure> extends Error {
  override readonly name = "EngineFailure";
  readonly failure: Known;

  constructor(failure: NoInfer<Known>, cause?: unknown) {
    super(failure.kind, { cause });
    this.failure = failure;
  }

  get kind(): Known["kind"] {
    return this.failure.kind;
  }
}

/** The failure behind an error of the file system while temporary files are written; undefined for any other error. */
export function failedOfFiles(error: unknown): FileFailure | undefined {
  const { code } = Object(error) as { code?: unknown };
  if (isDiskFull(error)) return { kind: "disk-full", place: "temporary" };
  return code === "EMFILE" || code === "ENFILE" ? { kind: "too-many-files" } : undefined;
}

/** True where a file could not be written since its disk, its owner's quota or the process has no room for it. */
export function isDiskFull(error: unknown): boolean {
  return ["ENOSPC", "EFBIG", "EDQUOT"].includes((Object(error) as NodeJS.ErrnoException).code ?? "");
}

/** How an engine looks for the failure behind an error: undefined where it is of none of some kinds. */
export type FailureOf<Known extends Failure> = <Kind extends Known["kind"]>(
  error: unknown,
  ...kinds: readonly Kind[]
) => OfKind<Known, Kind> | undefined;

/** Those of some failures that may be of a kind. */
type OfKind<Known extends Failure, Kind> = Known extends Failure
  ? Kind & Known["kind"] extends never
    ? never
    : Known
  : never;

/** {@link FailureOf} for the failures that an engine knows. */
export function failuresOf<Known extends Failure>(): FailureOf<Known> {
  return <Kind extends Known["kind"]>(error: unknown, ...kinds: readonly Kind[]) => {
    if (!(error instanceof EngineFailure) || !kinds.includes(error.kind as Kind)) return undefined;
    return error.failure as OfKind<Known, Kind>;
  };
}
