/** The report that was written. */
export interface ReportResult {
  /** `-` for standard output. */
  readonly file: string;
  readonly bytes: number;
  readonly store: string;
  readonly run: number;
  readonly customers: number;
}
