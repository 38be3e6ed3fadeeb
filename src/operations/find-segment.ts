import { QuintileError } from "../errors.js";
import { closestName } from "../model/closest-name.js";

/** A segment by its name, in any case. Raises `NO_SUCH_SEGMENT`. */
export function findSegment(name: string, names: readonly string[]): string {
  const found = names.find((each) => each.toLowerCase() === name.trim().toLowerCase());
  if (found !== undefined) return found;
  const closest = closestName(name, names);
  throw new QuintileError("NO_SUCH_SEGMENT", `The store has no segment "${name}".`, {
    hint: `${closest === undefined ? "" : `Did you mean "${closest}"? `}Segments: ${names.join(", ")}.`,
  });
}
