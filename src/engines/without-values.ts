/** An engine's sentence without quoted text and numbers, which may be a customer's; of bad input it tells no more than that. */
export function withoutValues(sentence: string): string {
  const kind = /^(Invalid Input|Constraint) Error(?=:)/.exec(sentence)?.[0];
  if (kind !== undefined) return `${kind}.`;
  return sentence.replaceAll(/"[^"]*"|'[^']*'|\d+(\.\d+)?/g, "…").trim();
}
