/**
 * The name that somebody most likely meant, for "did you mean" hints: the one with the fewest changed letters, ignoring
 * case, as long as they are at most a third of it (and two at least). The earlier of two equally close; undefined when
 * nothing is close.
 */
export function closestName(name: string, names: readonly string[]): string | undefined {
  let closest: string | undefined;
  let fewest = Infinity;
  for (const candidate of names) {
    const changed = changedLetters(name.toLowerCase(), candidate.toLowerCase());
    if (changed < fewest && changed <= Math.max(2, candidate.length / 3) && changed < candidate.length) {
      closest = candidate;
      fewest = changed;
    }
  }
  return closest;
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
