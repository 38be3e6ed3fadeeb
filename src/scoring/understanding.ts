import type { BoundSales } from "../analysis/sales/bound-sales.js";
import type { RefundPolicy } from "../analysis/sales/row-status.js";
import type { SaleRules } from "../analysis/sales/sales.js";
import type { Source } from "../engines/engine.js";
import type { Proposal } from "../intake/roles/proposal.js";
import type { DecimalMark } from "../sql/dialect.js";
import type { DecidedMeaning, GivenMeaning } from "./decided-meaning.js";

/**
 * What is understood of the sales of a source. `look` proposes it by the headers and the start of the source, `prove` completes it by all
 * rows; the stored reading of a run is made of it.
 */
export interface Understanding {
  /** The source with the columns that make a sale. Once it is proved: with the roles that say something, and what was decided. */
  readonly bound: BoundSales<Source>;
  /** How text becomes dates and amounts, and which rows count. */
  readonly rules: SaleRules;
  /** What was decided about the meaning of columns; nothing yet before it is proved. */
  readonly meaning: Pick<DecidedMeaning, "unit" | "sold" | "account">;
  /** What the headers offer for each role, and why some of it was not taken. */
  readonly proposal: Proposal;
  /** What was said of it. */
  readonly given: GivenReading;
}

/** How sales are to be read, as far as it does not follow from the sales themselves. */
export interface GivenReading extends GivenMeaning {
  /** The strptime format of dates in text; undefined to find it out. */
  readonly dateFormat: string | undefined;
  /** The time zone whose clocks count, where the data says at which instant a sale was; undefined for UTC. */
  readonly timezone: string | undefined;
  /** The decimal mark of amounts in text; undefined to find it out. */
  readonly decimal: DecimalMark | undefined;
  readonly refunds: RefundPolicy;
  /** The moment to score as of, as ISO 8601 text; undefined for a day after the latest row that is used. */
  readonly asOf: string | undefined;
  /** Sales before this moment are left out, ISO 8601 text; undefined to leave out none. */
  readonly since: string | undefined;
  /** Moments before `asOf`, ascending, as of which the sales are to be known, too; ISO 8601 text. Default: none. */
  readonly earlier?: readonly string[] | undefined;
}

/** The rules that do not follow from the sales themselves. */
export function givenRules({
  refunds,
  asOf,
  since,
  rates,
  earlier,
}: GivenReading): Pick<SaleRules, "refunds" | "asOf" | "since" | "rates" | "earlier"> {
  return { refunds, asOf, since, rates, earlier };
}
