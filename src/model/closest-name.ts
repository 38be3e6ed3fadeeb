/**
 * The name that was most likely meant, for "did you mean" hints: the one with the fewest changed letters, ignoring
 * case, as long as they are at most a third of it (and two at least). Of equally close names the one that starts alike
 * for longer, then the earlier one; undefined when nothing is close.
 */
export function closestName(name: string, names: readonly string[]): string | undefined {
  const close = names.flatMap((candidate) => {
    const [from, to] = [name.toLowerCase(), candidate.toLowerCase()];
    const changed = changedLetters(from, to);
    const isClose = changed <= Math.max(2, to.length / 3) && changed < to.length;
    return isClose ? { candidate, changed, alike: lettersAlike(from, to) } : [];
  });
  const [closest] = close.toSorted((a, b) => a.changed - b.changed || b.alike - a.alike);
  return closest?.candidate;
}

/** How many letters two names start with alike. */
function lettersAlike(from: string, to: string): number {
  let letters = 0;
  while (letters < from.length && from[letters] === to[letters]) letters += 1;
  return letters;
}

/** The Levenshtein distance, row by row. Names of very different length are not compared letter by letter. */
function changedLetters(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > to.length) return Infinity;
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (above[column - 1] as number) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] as number) + 1, (current[column - 1] as number) + 1));
    }
    above = current;
  }
  return above[to.length] as number;
}
