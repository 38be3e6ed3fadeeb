/** A piece of a strptime format: a code such as `Y`, or one character that stands for itself. */
export type DateToken =
  { readonly code: string; readonly literal?: never } | { readonly code?: never; readonly literal: string };

/** The pieces of a strptime format, in their order. `%-d` is taken as `%d`, and `%%` as the character. */
export function dateTokens(format: string): DateToken[] {
  return [...format.matchAll(/%-?([A-Za-z%])|[^%]/gu)].map(([piece, code]) =>
    code === undefined || code === "%" ? { literal: code ?? piece } : { code },
  );
}
