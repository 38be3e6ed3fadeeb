/** Text that knows where it may be broken into lines. */
export type Document =
  | string
  | readonly Document[]
  | { readonly kind: "line"; readonly flat: string }
  | { readonly kind: "break" }
  | { readonly kind: "indent"; readonly content: Document }
  | { readonly kind: "group"; readonly content: Document }
  | { readonly kind: "fill"; readonly items: readonly Document[] };

/** A blank, or a new line where the group around it does not fit on one. */
export const line: Document = { kind: "line", flat: " " };

/** Nothing, or a new line where the group around it does not fit on one. */
export const softLine: Document = { kind: "line", flat: "" };

/** A new line in any case. */
export const hardBreak: Document = { kind: "break" };

/** The lines that begin within stand further right. */
export function indent(content: Document): Document {
  return { kind: "indent", content };
}

/** Stands on one line where it fits; otherwise each line of its own (not those of groups within) is broken. */
export function group(content: Document): Document {
  return { kind: "group", content };
}

/** Items side by side, as many to a line as fit. Each must bring what parts it from the next. */
export function fill(items: readonly Document[]): Document {
  return { kind: "fill", items };
}

/** Documents with something between them. */
export function between(documents: readonly Document[], separator: Document): Document {
  return documents.flatMap((each, index) => (index === 0 ? [each] : [separator, each]));
}

interface Piece {
  readonly document: Document;
  readonly depth: number;
  readonly isFlat: boolean;
}

const STEP = "  ";

/** Writes a document in lines of a width, as far as its breaks allow. Texts are never changed, nor the lines within them. */
export function render(document: Document, width: number): string {
  const lines: string[] = [];
  let current = "";
  const rest: Piece[] = [{ document, depth: 0, isFlat: false }];
  for (let piece = rest.pop(); piece !== undefined; piece = rest.pop()) {
    const { document: each, depth, isFlat } = piece;
    if (typeof each === "string") current += each;
    else if (!("kind" in each)) rest.push(...inside(each, depth, isFlat));
    else if (each.kind === "indent") rest.push({ document: each.content, depth: depth + 1, isFlat });
    else if (each.kind === "fill") rest.push(...filled(each.items, depth, isFlat));
    else if (each.kind === "group") {
      const flat = { document: each.content, depth, isFlat: true };
      const left = width - (current.length - current.lastIndexOf("\n") - 1);
      rest.push(isFlat || fits(flat, rest, left) ? flat : { ...flat, isFlat: false });
    } else if (each.kind === "line" && isFlat) current += each.flat;
    else {
      lines.push(current.replace(/ +$/, ""));
      current = STEP.repeat(depth);
    }
  }
  return [...lines, current].join("\n");
}

/** The parts of a document as a stack holds them: the first on top. */
function inside(documents: readonly Document[], depth: number, isFlat: boolean): Piece[] {
  return documents.map((document) => ({ document, depth, isFlat })).toReversed();
}

/** Each item with a line before it that is broken only where the item would not fit. */
function filled(items: readonly Document[], depth: number, isFlat: boolean): Piece[] {
  return inside(
    items.map((item, index) => (index === 0 ? item : group([line, item]))),
    depth,
    isFlat,
  );
}

/** Whether a piece, and what follows it up to the next line, leaves the width as it is. */
function fits(piece: Piece, rest: readonly Piece[], width: number): boolean {
  const ahead = [piece];
  let left = width;
  let next = rest.length;
  while (left >= 0) {
    const current = ahead.pop() ?? rest[(next -= 1)];
    if (current === undefined) return true;
    const { document: each, depth, isFlat } = current;
    if (typeof each === "string") {
      const end = each.indexOf("\n");
      left -= end === -1 ? each.length : end;
      if (end !== -1) return left >= 0;
    } else if (!("kind" in each)) ahead.push(...inside(each, depth, isFlat));
    else if (each.kind === "indent" || each.kind === "group") ahead.push({ ...current, document: each.content });
    else if (each.kind === "fill") ahead.push(...filled(each.items, depth, isFlat));
    else if (each.kind === "line" && isFlat) left -= each.flat.length;
    else return each.kind === "line" || !isFlat;
  }
  return false;
}
