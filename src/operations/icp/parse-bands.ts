import { inputName, QuintileError } from "../../errors.js";
import { type BandsByAttribute, givenBands } from "../../model/icp/bands.js";

/** Numbers of attributes are read with four decimals, and up to 10^14. */
const DECIMALS = 4;
const LARGEST = 1e14;

/** Reads `employee_count=1,11,51,201,501`, also several of them. Raises `USAGE`. */
export function parseBands(rules: readonly string[] = []): BandsByAttribute {
  return Object.fromEntries(
    rules.map((rule) => {
      const [, attribute, list] = /^\s*([^=]+?)\s*=\s*(.+)$/.exec(rule) ?? [];
      const bounds = (list ?? "").split(",").map((bound) => (bound.trim() === "" ? Number.NaN : Number(bound)));
      const unread = bounds.find((bound) => Number(bound.toFixed(DECIMALS)) !== bound || Math.abs(bound) >= LARGEST);
      if (unread !== undefined && Number.isFinite(unread)) {
        throw new QuintileError("USAGE", `${inputName("bands")} ${rule}: no band can begin at ${unread}.`, {
          hint: `Numbers are compared with ${DECIMALS} decimals, below 10^14: put the attribute in another unit.`,
        });
      }
      try {
        if (attribute !== undefined) return [attribute, givenBands(bounds)];
      } catch (error) {
        if (!(error instanceof QuintileError)) throw error;
      }
      throw new QuintileError("USAGE", `${inputName("bands")} ${rule} does not say where bands begin.`, {
        hint: `Write the attribute and rising bounds: ${inputName("bands")} employee_count=1,11,51,201,501.`,
      });
    }),
  );
}
