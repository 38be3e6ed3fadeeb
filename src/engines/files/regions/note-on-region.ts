/** What is told of lines with text that stand above and below a table. */
export function noteOnRegion(name: string, above: number, below: number): string {
  if (below === 0) return `${name}: ${linesOf(above)} above the header ${above === 1 ? "is no row" : "are no rows"}.`;
  if (above === 0) return `${name}: ${linesOf(below)} below the table ${below === 1 ? "is no row" : "are no rows"}.`;
  return `${name}: ${linesOf(above)} above the header and ${below} below the table are no rows.`;
}

function linesOf(count: number): string {
  return `${count} line${count === 1 ? "" : "s"}`;
}
