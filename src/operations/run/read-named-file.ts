import { existsSync, readFileSync } from "node:fs";
import { QuintileError } from "../../errors.js";
import { closestName } from "../../model/closest-name.js";

/** The text of a file that is named in place of a known scoring or model. Raises `NO_SUCH_…` and `BAD_FILE`. */
export function readNamedFile(name: string, what: "scoring" | "model", known: readonly string[]): string {
  if (existsSync(name)) {
    try {
      return readFileSync(name, "utf8");
    } catch (cause) {
      throw new QuintileError("BAD_FILE", `${name} cannot be read.`, {
        hint: "It must be a text file in YAML or JSON.",
        cause,
      });
    }
  }
  const closest = closestName(name, known);
  throw new QuintileError(
    what === "model" ? "NO_SUCH_MODEL" : "NO_SUCH_SCORING",
    `There is no ${what} ${name}: it is neither a known name nor a file.`,
    {
      hint: `${closest === undefined ? "" : `Did you mean ${closest}? `}Known names: ${known.join(", ")}.`,
    },
  );
}
