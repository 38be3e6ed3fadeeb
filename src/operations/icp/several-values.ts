import { inputName, QuintileError } from "../../errors.js";
import { closestName } from "../../model/closest-name.js";
import type { Bands } from "../../model/icp/bands.js";
import {
  delimiterOf,
  delimiterOfLists,
  type Delimiters,
  likelyDelimiter,
  valuesIn,
} from "../../model/icp/several-values.js";
import type { CountsByAttribute } from "./count-values.js";

/** Attributes that may have several values in a cell, each with what parts them where that was said. */
export type GivenMultiple = ReadonlyMap<string, string | undefined>;

/** Reads `tools`, and `tools=;`. Raises `USAGE`. */
export function parseMultiple(rules: readonly string[] = []): GivenMultiple {
  return new Map(
    rules.map((rule) => {
      const [, name = "", delimiter] = /^\s*([^=]+?)\s*(?:=(.+))?$/s.exec(rule) ?? [];
      if (name === "") {
        throw new QuintileError("USAGE", `${inputName("multiple")} ${rule} does not name an attribute.`, {
          hint: `Write the attribute, and what parts its values: ${inputName("multiple")} "tools=;".`,
        });
      }
      return [name, delimiter];
    }),
  );
}

/** An attribute that a person names, which is one that is compared. Raises `USAGE`. */
export function comparedAttribute(name: string, attributes: readonly string[], input: string): string {
  const found = attributes.find((each) => each.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const closest = closestName(name, attributes);
  const suggestion = closest === undefined ? "" : `Did you mean "${closest}"? `;
  throw new QuintileError("USAGE", `${inputName(input)} names "${name}", which is not compared.`, {
    hint: `${suggestion}Compared are: ${attributes.join(", ")}. Others are compared where ${inputName("dimensions")} names them.`,
  });
}

/** What parts the values of attributes that may have several: as said, or as most of their cells have it. */
export function delimitersOf(given: GivenMultiple, cells: CountsByAttribute): Delimiters {
  return Object.fromEntries(
    [...given].flatMap(([name, said]) => {
      const attribute = comparedAttribute(name, Object.keys(cells), "multiple");
      const delimiter = said ?? likelyDelimiter([...(cells[attribute]?.keys() ?? [])]);
      return delimiter === undefined ? [] : [[attribute, delimiter]];
    }),
  );
}

/** Customers per value, where those with several values in a cell count for each of them. */
export function splitCounts(cells: CountsByAttribute, delimiters: Delimiters): CountsByAttribute {
  return Object.fromEntries(
    Object.entries(cells).map(([attribute, counts]) => {
      const delimiter = delimiterOf(delimiters, attribute);
      if (delimiter === undefined) return [attribute, counts];
      const split = new Map<string, readonly number[]>();
      for (const [cell, customers] of counts) {
        for (const value of valuesIn(cell, delimiter)) {
          const known = split.get(value);
          split.set(value, known === undefined ? customers : known.map((count, at) => count + (customers[at] ?? 0)));
        }
      }
      return [attribute, new Map([...split].toSorted(([one], [other]) => (one < other ? -1 : 1)))];
    }),
  );
}

/** Attributes whose cells look like lists of values, in sentences. */
export function listWarnings(
  cells: CountsByAttribute,
  delimiters: Delimiters,
  bands: Readonly<Record<string, Bands>>,
): string[] {
  return Object.entries(cells).flatMap(([attribute, counts]) => {
    if (Object.hasOwn(delimiters, attribute) || Object.hasOwn(bands, attribute)) return [];
    const delimiter = delimiterOfLists([...counts.keys()]);
    return delimiter === undefined
      ? []
      : [
          `${attribute} looks like lists of values, parted by ${JSON.stringify(delimiter)}, and is compared as it stands: say that it may have several values, and each of them is counted.`,
        ];
  });
}
