/** The configuration that was written. */
export interface InitResult {
  readonly file: string;
  /** All that stands in the file, as YAML. */
  readonly text: string;
}
