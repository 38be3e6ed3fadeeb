import type { GivenBytes } from "../../engines/engine.js";
import type { SoughtSource } from "../../engines/places.js";
import { findTable } from "../../intake/region/find-table.js";

/** Where sales are and how they are to be read, as a user says it. */
export interface SaidOfSource {
  readonly source: string;
  readonly table?: string | undefined;
  readonly encoding?: string | undefined;
  readonly sheet?: string | undefined;
}

/** The source that the inputs of a command name; `note` is told what is found out while it is read, `input` is what `-` stands for. */
export function sourceOf(
  { source, table, encoding, sheet }: SaidOfSource,
  note?: (message: string) => void,
  input?: GivenBytes,
): SoughtSource {
  return { at: source, table, encoding, sheet, findTable, note, input };
}
