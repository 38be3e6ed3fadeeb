import type { BoundSales } from "../analysis/sales/bound-sales.js";
import type { NumberRule, SaleRules } from "../analysis/sales/sales.js";
import type { Source } from "../engines/engine.js";
import { firstNotation, provedNotation } from "../intake/notations/notation-rules.js";
import type { DecimalMark } from "../sql/dialect.js";
import { otherNumbers, saleColumn } from "./sale-column.js";

/** How the numbers of sales are read: those of the amount, and the others. */
type NumberRules = NumberRule & Pick<SaleRules, "others">;

/** A first idea of how the numbers of text are written. Raises what all values raise where the first do not tell. */
export async function firstNumbers(bound: BoundSales<Source>, given: DecimalMark | undefined): Promise<NumberRules> {
  return numbersBy(bound, given, firstNotation);
}

/** How the numbers of text are written, as all values show. */
export async function provedNumbers(bound: BoundSales<Source>, given: DecimalMark | undefined): Promise<NumberRules> {
  return numbersBy(bound, given, provedNotation);
}

async function numbersBy(
  bound: BoundSales<Source>,
  given: DecimalMark | undefined,
  find: typeof firstNotation,
): Promise<NumberRules> {
  const [repaid, counts] = [otherNumbers(bound, "refunded"), otherNumbers(bound, "frequency")];
  return {
    ...(await find(saleColumn(bound, "revenue"), given)),
    others: {
      ...(repaid && { refunded: await find(repaid, given) }),
      // There is one count for each customer, so a look at all of them costs little.
      ...(counts && { frequency: await provedNotation(counts, given) }),
    },
  };
}
