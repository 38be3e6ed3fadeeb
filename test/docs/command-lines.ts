/** Every command line of a page that comes to an end, in order: in code blocks, and between backticks. */
export function commandLines(page: string): string[] {
  const blocks = [...page.matchAll(/^(?:node bin\/quintile\.js|quintile) .+$/gm)].map(([line]) => line);
  const inline = [...page.matchAll(/`(quintile [^`]+)`/g)].map(([, line]) => line as string);
  return [...blocks, ...inline].filter((line) => !/SOURCE|quintile(\.js)? serve/.test(line));
}
