const WIDTH = 100;

/**
 * Text as comment lines. Whatever is in it (a name from a file's header, say) stays within the comment: line breaks and
 * other invisible characters become blanks, and what templates such as dbt's would run is taken apart.
 *
 * @param text what starts with blanks, such as a command, stays on one line.
 */
export function comment(text: string): string[] {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").replaceAll(/\{(?=[{%#])/g, "{ ");
  if (plain.startsWith(" ")) return [`-- ${plain.trimEnd()}`];
  const lines: string[] = [];
  for (const word of plain.split(" ").filter((each) => each !== "")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > WIDTH) lines.push(`-- ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.length === 0 ? ["--"] : lines;
}
