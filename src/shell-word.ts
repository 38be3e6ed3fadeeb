/** A text as one word of a command that is typed into a shell: quoted where it holds anything that a shell would read. */
export function shellWord(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
