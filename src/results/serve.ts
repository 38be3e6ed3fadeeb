/** What was served, once it is over. */
export interface ServeResult {
  readonly url: string;
}
