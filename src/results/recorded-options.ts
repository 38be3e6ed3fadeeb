/** What a run was told, by input name; addresses are without passwords. Typed as far as later commands go by it. */
export interface RecordedOptions extends Readonly<Record<string, unknown>> {
  readonly source: string;
  /** The moment that recency was to be counted to; absent for the default. */
  readonly asOf?: string | undefined;
  /** Rules for ties as they were given; absent for the default. */
  readonly ties?: readonly string[] | undefined;
}
