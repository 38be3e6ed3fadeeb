import type { FailureKind } from "../errors.js";
import type { Fault } from "./files/find-fault.js";

/** What went wrong in an engine, and the facts that its sentence needs. */
export type Failure =
  | { readonly kind: "disk-full"; readonly place: "temporary" | "output" }
  | { readonly kind: "out-of-memory" }
  | { readonly kind: "too-many-files" }
  | { readonly kind: "file-gone"; readonly path: string }
  | { readonly kind: "damaged-file"; readonly path: string | undefined }
  | { readonly kind: "unlike-files" }
  | { readonly kind: "bad-encoding"; readonly path: string | undefined; readonly encoding?: WideEncoding }
  | MalformedCsv
  | { readonly kind: "bad-json"; readonly path: string; readonly hasLines: boolean }
  | { readonly kind: "deep-json"; readonly path: string | undefined }
  | { readonly kind: "other-structure"; readonly path: string; readonly position: number }
  | { readonly kind: "long-object"; readonly path: string; readonly bytes: number }
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
 * A failure inside an engine, by its kind. Whoever can do something about a kind looks at it; what nobody can mend is explained
 * where it leaves the engine, so that nobody outside meets it. The cause is the error as it came, which may hold values.
 */
export class EngineFailure extends Error {
  override readonly name = "EngineFailure";
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.kind, { cause });
    this.failure = failure;
  }

  get kind(): FailureKind {
    return this.failure.kind;
  }
}

/** The failure behind an error of the file system while temporary files are written; undefined for any other error. */
export function failedOfFiles(error: unknown): Failure | undefined {
  const { code } = Object(error) as { code?: unknown };
  if (isDiskFull(error)) return { kind: "disk-full", place: "temporary" };
  return code === "EMFILE" || code === "ENFILE" ? { kind: "too-many-files" } : undefined;
}

/** True where a file could not be written since its disk, its owner's quota or the process has no room for it. */
export function isDiskFull(error: unknown): boolean {
  return ["ENOSPC", "EFBIG", "EDQUOT"].includes((Object(error) as NodeJS.ErrnoException).code ?? "");
}

/** The failure behind an error, where it is of one of these kinds. */
export function failureOf<Kind extends Failure["kind"]>(
  error: unknown,
  ...kinds: readonly Kind[]
): Extract<Failure, { kind: Kind }> | undefined {
  if (!(error instanceof EngineFailure) || !kinds.includes(error.failure.kind as Kind)) return undefined;
  return error.failure as Extract<Failure, { kind: Kind }>;
}
