import pc from "picocolors";

/** The few ways in which terminal text is set off; plain where colour is not wanted. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  /** How many columns a line has; undefined where text may be of any width. */
  readonly width?: number | undefined;
}

/** Colour for terminals, and their width; neither for pipes. No colour where NO_COLOR says so. */
export function styleFor({
  isTTY: isTerminal,
  columns,
}: {
  readonly isTTY?: boolean;
  readonly columns?: number;
}): Style {
  // Node leaves isTTY undefined for pipes, and undefined would mean "find out": a build server then counts as colourful.
  const { bold, dim, green, red } = pc.createColors(isTerminal === true && pc.isColorSupported);
  return { bold, dim, good: green, bad: red, width: isTerminal === true ? columns : undefined };
}
