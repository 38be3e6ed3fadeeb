import type { Database } from "../../../sql/database.js";
import type { FileOptions, InputFile, Source, Workspace } from "../../engine.js";
import type { FileFindings } from "../../files/file-findings.js";
import type { DuckdbSession } from "../session.js";

/** A source without the session that answers queries over it. */
export type FileSource = Omit<Source, keyof Database | "collect">;

/** What every format is read from. */
export interface FilesToRead {
  readonly session: DuckdbSession;
  readonly workspace: Workspace;
  /** What the user gave: a file, a pattern or `standard input`. */
  readonly label: string;
  /** True where the label is a pattern, which may find other files later. */
  readonly isPattern: boolean;
  readonly files: readonly InputFile[];
  /** What was said about how to read them, and who is told what they turn out to be. */
  readonly options: FileOptions;
  /** To be told what the bytes turn out to be. */
  readonly findings: FileFindings;
  /** To be told of a copy that stands in for one of the files, so that an error can name it. */
  readonly onFile: (file: InputFile) => void;
}
