import type { BoundSales } from "../analysis/sales/bound-sales.js";
import type { Source } from "../engines/engine.js";
import { firstDateRule } from "../intake/notations/date-rules.js";
import { type Proposal, propose } from "../intake/roles/proposal.js";
import { bindSales, type GivenColumns } from "./bind-sales.js";
import { givenUnit } from "./decided-meaning.js";
import { beginsWithFloatIds } from "./float-ids.js";
import { firstNumbers } from "./number-rules.js";
import { saleColumn } from "./sale-column.js";
import { type GivenReading, givenRules, type Understanding } from "./understanding.js";

/** What was said of sales: of their columns, and of how these are read. */
export interface GivenSales {
  readonly columns: GivenColumns;
  readonly reading: GivenReading;
}

/**
 * Proposes an understanding of the sales of a source, by its headers and its start; where that does not tell, all rows do. Raises
 * `UNKNOWN_COLUMN`, `BAD_EXPRESSION`, and what a careful person would ask: `AMBIGUOUS_COLUMN`, `AMBIGUOUS_DATE`.
 *
 * @param onBound told of the columns as soon as they are known, before anything is asked about what they hold.
 */
export async function look(
  source: Source,
  { columns, reading }: GivenSales,
  onBound: (bound: BoundSales<Source>, proposal: Proposal) => void = () => {},
): Promise<Understanding> {
  const proposal = await propose(source, columns);
  const bound = await bindSales(source, columns, proposal);
  onBound(bound, proposal);
  return {
    bound,
    rules: {
      ...givenRules(reading),
      date: await firstDateRule(saleColumn(bound, "date"), reading.dateFormat, reading.timezone),
      ...(await firstNumbers(bound, reading.decimal)),
      amountWidth: reading.rates === undefined ? "narrow" : "wide",
      floatIds: await beginsWithFloatIds(bound),
    },
    meaning: { unit: givenUnit(reading), sold: undefined, account: [] },
    given: reading,
    proposal,
  };
}
