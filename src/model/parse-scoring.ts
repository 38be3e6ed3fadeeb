import type { Node } from "yaml";
import { type Dimension, DIMENSIONS } from "./score.js";
import type { DimensionScoring, Scoring } from "./scoring.js";
import { YamlDocument } from "./yaml-document.js";

/** Amounts have four places, and so may their bounds. */
const AMOUNT = /^-?\d{1,15}(\.\d{1,4})?$/;

/**
 * Reads a scoring from YAML or JSON: its `name`, and for each dimension `quintiles` (also where it is left out),
 * `percentiles` (not for recency), or a list of four bounds for the scores 5, 4, 3, 2.
 *
 * @param file named in messages; none for text that is not from a file.
 * @throws QuintileError `BAD_SCORING`, with the line, for anything else: syntax, unknown keys, no name, not four
 *   bounds, bounds that are equal or in the wrong order, days or purchases that are not whole numbers of at least 0.
 */
export function parseScoring(text: string, file?: string): Scoring {
  const document = new YamlDocument(text, "BAD_SCORING", file);
  const fields = document.fields(document.root, ["name", ...DIMENSIONS], "A scoring");
  if (fields.name === undefined) throw document.error(document.root, 'A scoring needs the key "name".');
  const scoringOf = (dimension: Dimension): DimensionScoring => {
    const node = fields[dimension];
    return node === undefined ? { method: "quintiles" } : parseDimension(document, node, dimension);
  };
  return {
    name: document.name(fields.name, "The name"),
    recency: scoringOf("recency"),
    frequency: scoringOf("frequency"),
    monetary: scoringOf("monetary"),
  };
}

function parseDimension(document: YamlDocument, node: Node, dimension: Dimension): DimensionScoring {
  if (document.isList(node)) return { method: "thresholds", bounds: parseBounds(document, node, dimension) };
  const method = document.scalar(node);
  if (method === "quintiles") return { method };
  if (method === "percentiles" && dimension !== "recency") return { method };
  const methods = dimension === "recency" ? "quintiles" : "quintiles, percentiles";
  throw document.error(node, `${dimension} is ${methods} or a list of four bounds; this is ${document.show(node)}.`);
}

function parseBounds(document: YamlDocument, node: Node, dimension: Dimension): [number, number, number, number] {
  const items = document.items(node, dimension);
  const bounds = items.map((item) => parseBound(document, item, dimension));
  const [five, four, three, two] = bounds;
  if (five === undefined || four === undefined || three === undefined || two === undefined || bounds.length > 4) {
    throw document.error(node, `${dimension} has ${bounds.length} bounds instead of four, for the scores 5, 4, 3, 2.`);
  }
  for (const [place, bound] of bounds.entries()) {
    const before = bounds[place - 1];
    if (before === undefined || (dimension === "recency" ? bound > before : bound < before)) continue;
    const order = dimension === "recency" ? "ascending" : "descending";
    throw document.error(
      items[place] ?? node,
      `The bounds of ${dimension} are best first, so ${order}; ${bound} follows ${before}.`,
    );
  }
  return [five, four, three, two];
}

function parseBound(document: YamlDocument, item: Node, dimension: Dimension): number {
  const value = document.scalar(item);
  if (typeof value === "number" && isBound(value, dimension)) return value;
  const expected = dimension === "monetary" ? "an amount with up to 4 places" : "a whole number of at least 0";
  throw document.error(item, `A bound of ${dimension} is ${expected}; this is ${document.show(item)}.`);
}

function isBound(value: number, dimension: Dimension): boolean {
  return dimension === "monetary" ? AMOUNT.test(String(value)) : Number.isSafeInteger(value) && value >= 0;
}
