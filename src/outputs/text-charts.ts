/** A bar for a share of 1, at most `width` characters. */
export function renderBar(share: number, width = 20): string {
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * width * 8);
  const rest = eighths % 8;
  return "█".repeat(Math.floor(eighths / 8)) + (rest === 0 ? "" : String.fromCodePoint(0x2590 - rest));
}

/** A lift drawn as far as this many times more, or less, often. */
const REACH = 4;
const WIDTH = 31;

/**
 * A lift and its interval on a scale from a quarter to four times, on which 1 is the middle: `├──●──┤`. What reaches beyond
 * the scale ends at its edge.
 */
export function renderLiftScale(lift: number, low: number | null, high: number | null): string {
  const middle = (WIDTH - 1) / 2;
  const cells: string[] = Array.from({ length: WIDTH }, (_, index) => (index === middle ? "┊" : " "));
  const place = (value: number): number => {
    const share = Math.log2(Math.max(value, 1e-9)) / Math.log2(REACH);
    return Math.round(middle + Math.max(-1, Math.min(1, share)) * middle);
  };
  if (low !== null && high !== null) {
    const [from, to] = [place(low), place(high)];
    for (let index = from; index <= to; index += 1) cells[index] = "─";
    cells[from] = "├";
    cells[to] = "┤";
  }
  cells[place(lift)] = "●";
  return cells.join("");
}
