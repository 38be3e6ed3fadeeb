import type { FileOptions } from "../../engines/engine.js";
import { findTable } from "../../intake/region/find-table.js";
import type { Inputs, ValuesOf } from "./input.js";

/** How a list beside the sales is read, such as attributes and prospects. A configuration file says nothing of them. */
export const listInputs = {
  encoding: {
    type: "text",
    placeholder: "NAME",
    description: "Encoding of the list where it is text. Default: UTF-8, or the one that the bytes speak for",
  },
  sheet: {
    type: "text",
    placeholder: "NAME",
    description: "Sheet of the list where it is a workbook. Default: the only one that could be meant",
  },
} as const satisfies Inputs;

/**
 * The same for an engine.
 *
 * @param givenBy the input that names the list.
 * @param note told what is found out while the list is read.
 */
export function fileOptionsOfList(
  { encoding, sheet }: ValuesOf<typeof listInputs>,
  givenBy: string,
  note?: (message: string) => void,
): FileOptions {
  return { encoding, sheet, findTable, givenBy, note };
}
