import { QuintileError } from "../../errors.js";
import { closestName } from "../../model/closest-name.js";

/** A segment of a store or model by its name, in any case. Raises `NO_SUCH_SEGMENT`. */
export function findSegment(name: string, names: readonly string[], where = "The store"): string {
  const found = names.find((each) => each.toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return found;
  const closest = closestName(name, names);
  throw new QuintileError("NO_SUCH_SEGMENT", `${where} has no segment "${name}".`, {
    hint: `${closest === undefined ? "" : `Did you mean "${closest}"? `}Segments: ${names.join(", ")}.`,
  });
}
