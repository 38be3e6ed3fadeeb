/** What an agent was served, once its connection is closed. */
export interface McpResult {
  readonly store: string;
}
