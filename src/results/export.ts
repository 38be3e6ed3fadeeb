/** The audience that was written. */
export interface ExportResult {
  /** `-` for standard output. */
  readonly file: string;
  readonly segments: readonly string[];
  readonly customers: number;
}
