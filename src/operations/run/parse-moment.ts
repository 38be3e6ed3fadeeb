import type { Engine } from "../../engines/engine.js";
import { QuintileError } from "../../errors.js";
import { sql } from "../../sql/fragment.js";

/** A moment that the user gave, as ISO 8601 text of the clocks of a time zone (default: UTC); a bare date stays one. Raises `USAGE`. */
export async function parseMoment(
  engine: Engine,
  option: string,
  text: string | undefined,
  timezone?: string,
): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const { dialect } = engine;
  const [row] = await engine.query(
    sql`SELECT ${dialect.momentText(dialect.readDate(sql`value`, "iso", timezone))} AS moment FROM (SELECT CAST(${text} AS VARCHAR) AS value) AS given`,
  );
  const moment = row?.["moment"];
  if (typeof moment !== "string") {
    throw new QuintileError("USAGE", `${option} ${text} is not a date.`, {
      hint: "Write it as ISO 8601: 2024-12-31, or 2024-12-31T18:00:00Z.",
    });
  }
  return text.length === 10 ? moment.slice(0, 10) : moment;
}
