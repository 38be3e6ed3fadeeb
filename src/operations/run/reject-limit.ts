import { inputName, QuintileError } from "../../errors.js";
import type { RejectLimit } from "../../scoring/rejects.js";
import type { RunValues } from "./inputs.js";

const DEFAULT_LIMIT = "10%";

/** How many rows may be rejected: `100` rows, or a share as `5%` or `0.05`; default 10 %. Raises `USAGE`. */
export function rejectLimit({
  maxRejects = DEFAULT_LIMIT,
  strict = false,
}: Pick<RunValues, "maxRejects" | "strict">): RejectLimit {
  const [, digits, percent] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(maxRejects.trim()) ?? [];
  const value = Number(digits);
  if (
    digits === undefined ||
    (percent === "%" && value > 100) ||
    (percent === "" && value > 1 && !Number.isInteger(value))
  ) {
    throw new QuintileError(
      "USAGE",
      `${inputName("maxRejects")} ${maxRejects} is neither a number of rows nor a share.`,
      {
        hint: "Write 100 for a hundred rows, or 5% (or 0.05) for a share.",
      },
    );
  }
  if (percent === "%") return { most: value, unit: "percent", strict };
  // 0.29 is 29 percent to the digit, which 0.29 * 100 is not.
  return digits.includes(".")
    ? { most: Number(`${digits}e2`), unit: "percent", strict }
    : { most: value, unit: "rows", strict };
}
