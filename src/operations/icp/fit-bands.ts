import { attributeName } from "../../analysis/icp/attribute-columns.js";
import { fewNumbers, judgeNumbers, leastOfBands, numbersOf } from "../../analysis/icp/numbers.js";
import type { Engine } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import { type Bands, type BandsByAttribute, bandsOf } from "../../model/icp/bands.js";
import { type Sql, sql } from "../../sql/fragment.js";
import { fitQuintiles } from "../../scoring/fit-cutpoints.js";
import type { GivenMultiple } from "./several-values.js";
import { type AttributedCustomers, isNumeric } from "./read-attributes.js";

/** So many different numbers need no bands: each is a value of its own. */
const FEW_VALUES = 5;

/** The name under which numbers are fitted: decimals with 4 places, such as monetary is. */
const FITTED = "monetary";

/**
 * The bands of each numeric attribute, in the order of the attributes: as given, or quintiles of the customers; undefined
 * for attributes that are compared value by value. Raises `USAGE` for bands of an attribute that is not numeric.
 */
export async function fitBands(
  engine: Engine,
  { from, candidates }: AttributedCustomers,
  given: BandsByAttribute,
  multiple: GivenMultiple,
): Promise<(Bands | undefined)[]> {
  const strange = Object.keys(given).find((name) => !candidates.some(({ attribute }) => attribute === name));
  if (strange !== undefined) {
    throw new QuintileError("USAGE", `${inputName("bands")} names "${strange}", which is not compared.`, {
      hint: `Compared are: ${candidates.map(({ attribute }) => attribute).join(", ")}.`,
    });
  }
  const bands: (Bands | undefined)[] = [];
  for (const [position, { attribute, column, first }] of candidates.entries()) {
    const isList = [...multiple.keys()].some((name) => name.toLowerCase() === attribute.toLowerCase());
    const [row = {}] =
      isNumeric(first) && !isList ? await engine.query(judgeNumbers(from, position, column.kind, engine.dialect)) : [];
    const numeric = Number(row["numbers"] ?? 0) > 0 && Number(row["others"]) === 0 && Number(row["codes"]) === 0;
    const bounds = bandsOf(given, attribute);
    if (bounds !== undefined && !numeric) {
      throw new QuintileError(
        "USAGE",
        `${inputName("bands")} names "${attribute}", which does not hold numbers alone.`,
        {
          hint: "Bands part numbers; other values are compared as they are.",
        },
      );
    }
    const whole = Number(row["fractions"]) === 0;
    if (bounds !== undefined) bands.push({ ...bounds, whole: whole && bounds.whole });
    else if (!numeric || (first.different <= FEW_VALUES && (await hasFewNumbers(engine, from, position))))
      bands.push(undefined);
    else bands.push(await fitted(engine, from, position, whole));
  }
  return bands;
}

async function hasFewNumbers(engine: Engine, customers: Sql, position: number): Promise<boolean> {
  const different = await engine.query(fewNumbers(customers, position, FEW_VALUES + 1));
  return different.length <= FEW_VALUES;
}

async function fitted(engine: Engine, customers: Sql, position: number, whole: boolean): Promise<Bands> {
  const name = attributeName(position);
  const numbers = sql`(${numbersOf(customers, position, FITTED)}) AS numbers`;
  const cutpoints = await fitQuintiles(engine, numbers);
  const [row] = await engine.query(leastOfBands(numbers, FITTED, cutpoints));
  const lows = Object.values(row ?? {}).filter((low) => low !== null);
  if (lows.length === 0) throw new QuintileError("INTERNAL", `The fit found no bands of ${name}.`);
  return { bounds: [...new Set(lows.map(Number))], whole, fitted: true };
}
