import { QuintileError } from "../../errors.js";
import { type Bands, givenBands } from "../../model/icp/bands.js";

/** Reads `employee_count=1,11,51,201,501`, also several of them. Raises `USAGE`. */
export function parseBands(rules: readonly string[] = []): Record<string, Bands> {
  return Object.fromEntries(
    rules.map((rule) => {
      const [, dimension, list] = /^\s*([^=]+?)\s*=\s*(.+)$/.exec(rule) ?? [];
      const bounds = (list ?? "").split(",").map((bound) => (bound.trim() === "" ? Number.NaN : Number(bound)));
      try {
        if (dimension !== undefined) return [dimension, givenBands(bounds)];
      } catch (error) {
        if (!(error instanceof QuintileError)) throw error;
      }
      throw new QuintileError("USAGE", `--bands ${rule} does not say where bands begin.`, {
        hint: "Write the attribute and rising bounds: --bands employee_count=1,11,51,201,501.",
      });
    }),
  );
}
