import type { Dialect } from "../../sql/dialect.js";
import { type Sql, sql } from "../../sql/fragment.js";
import type { Relation } from "../../sql/relation.js";
import { type Decisions, decidedSales, NOTHING_DECIDED } from "./decided-sales.js";
import { countWhere, mappedColumns, originalColumns, type OriginalRows } from "./mapped-columns.js";
import type { Mapping, SaleKinds } from "./mapping.js";
import { NO_MEANINGS, type SaleMeanings } from "./sale-meanings.js";
import { foldedPeriods, salesByCustomerAt, salesByOrderAt, withPeriods } from "./sale-periods.js";
import { salesByCustomer } from "./sales-by-customer.js";
import { salesByOrder } from "./sales-by-order.js";
import { isOpen, type SaleRules, sales } from "./sales.js";
import { tally } from "./tally.js";
import { AS_WRITTEN, type TypedExpressions } from "./typed-expressions.js";

/** Rows of sales, and the dialect of the engine that reads them. */
export interface SalesRows {
  readonly relation: Relation;
  readonly dialect: Dialect;
}

/**
 * A source whose columns are known: which of them is the customer, the date, the amount and the order, and of what kind.
 * It gives the queries of each stage, from the columns to the sales of each customer. Each stage reads the one before it,
 * or whatever is named instead: what stands after FROM to read that stage.
 */
export class BoundSales<Source extends SalesRows = SalesRows> {
  readonly source: Source;
  readonly mapping: Mapping;
  readonly kinds: SaleKinds;
  /** What expressions mean over columns of text. */
  readonly expressions: TypedExpressions;
  /** What headers say beside the mapping. */
  readonly meanings: SaleMeanings;
  /** What was decided from the groups of all rows. */
  readonly decisions: Decisions;

  constructor(
    source: Source,
    mapping: Mapping,
    kinds: SaleKinds,
    expressions: TypedExpressions = AS_WRITTEN,
    meanings: SaleMeanings = NO_MEANINGS,
    decisions: Decisions = NOTHING_DECIDED,
  ) {
    this.source = source;
    this.mapping = mapping;
    this.kinds = kinds;
    this.expressions = expressions;
    this.meanings = meanings;
    this.decisions = decisions;
  }

  /** True where orders, statuses, currencies or refunds are decided only once the rows are grouped. */
  get isOpen(): boolean {
    return isOpen(this.mapping);
  }

  /** True where the latest row of a customer may be another than that of the latest purchase. */
  hasLastRow({ refunds }: SaleRules): boolean {
    return this.isOpen || refunds === "amount-only" || this.mapping.frequency !== undefined;
  }

  /** The same sales, once it is decided what was open; `mapping` holds the roles that say something. */
  asDecided(decisions: Decisions, mapping: Mapping = this.mapping): BoundSales<Source> {
    const { order, refunded, ...kinds } = this.kinds;
    const kept = {
      ...kinds,
      ...(mapping.order === undefined || order === undefined ? {} : { order }),
      ...(mapping.refunded === undefined || refunded === undefined ? {} : { refunded }),
    };
    return new BoundSales(this.source, mapping, kept, this.expressions, this.meanings, decisions);
  }

  /** The columns that make a sale, as they stand in the source. `from` reads other rows of the same columns. */
  mapped(from: Sql = this.source.relation.from): Sql {
    return mappedColumns({ ...this.source.relation, from }, this.mapping, this.source.dialect, this.expressions);
  }

  /** Counts the rows that the condition leaves out; undefined where there is no condition. */
  whereCounts(): Sql | undefined {
    const { source, mapping, expressions } = this;
    return mapping.where === undefined ? undefined : countWhere(source.relation, mapping.where, expressions);
  }

  /** Each row with a moment, an exact amount, and what becomes of it. */
  judged(rules: SaleRules, mapped: Sql = sql`(${this.mapped()}) AS mapped`): Sql {
    return sales(mapped, this.mapping, this.kinds, rules, this.source.dialect);
  }

  /** The same, beside the rows as they came. */
  judgedOriginals(rules: SaleRules, original: OriginalRows): Sql {
    const { source, mapping, kinds, expressions } = this;
    const mapped = mappedColumns(source.relation, mapping, source.dialect, expressions, original);
    return sales(sql`(${mapped}) AS mapped`, mapping, kinds, rules, source.dialect, originalColumns(original));
  }

  /** The sales of each customer, by what becomes of them, where nothing is open. */
  byCustomer(rules: SaleRules, judged: Sql = sql`(${this.judged(rules)}) AS sales`): Sql {
    const { refunds, earlier } = rules;
    const options = { refunds, counts: this.mapping.frequency !== undefined, periods: earlier !== undefined };
    return salesByCustomer(this.#inPeriods(rules, judged), options, this.source.dialect);
  }

  /** The groups from which it is decided what is open. */
  byOrder(rules: SaleRules, judged: Sql = sql`(${this.judged(rules)}) AS sales`): Sql {
    return salesByOrder(this.#inPeriods(rules, judged), this.mapping, rules.earlier !== undefined, this.source.dialect);
  }

  /** The same as {@link byCustomer}, out of the groups of {@link byOrder}. */
  decided(rules: SaleRules, groups: Sql): Sql {
    return decidedSales(groups, this.mapping, this.decisions, rules.refunds);
  }

  /**
   * The groups of {@link byCustomer} out of groups by period: all of them, or those that would be used, had the sales been scored as of
   * the end of an earlier period.
   *
   * @param groups those of {@link byOrder} where something was open, else those of {@link byCustomer}; both by period.
   */
  at(period: number | "last", rules: SaleRules, groups: Sql): Sql {
    const options = { hasLastRow: this.hasLastRow(rules) };
    if (!this.isOpen) {
      return period === "last" ? foldedPeriods(groups, options) : salesByCustomerAt(groups, period, options);
    }
    const orders =
      period === "last"
        ? groups
        : sql`(${salesByOrderAt(groups, period, this.mapping, this.decisions.fill)}) AS orders_at`;
    return decidedSales(orders, this.mapping, { ...this.decisions, single: false }, rules.refunds);
  }

  #inPeriods({ earlier }: SaleRules, judged: Sql): Sql {
    return earlier === undefined ? judged : sql`(${withPeriods(judged, earlier, this.source.dialect)}) AS sales`;
  }

  /** The sales of each customer in one query, once it is decided what was open. */
  groups(rules: SaleRules): Sql {
    if (!this.isOpen) return this.byCustomer(rules);
    return this.decided(rules, sql`(${this.byOrder(rules)}) AS sales_by_order`);
  }

  /** What {@link byCustomer} adds up to. `dialect` is that of the engine that holds the groups. */
  tally(rules: SaleRules, groups: Sql, dialect: Dialect = this.source.dialect): Sql {
    const { kinds, source } = this;
    return tally(
      groups,
      {
        customer: kinds.customer,
        untyped: source.relation.untyped,
        date: rules.date.kind,
        hasLastRow: this.hasLastRow(rules),
        hasLines: this.decisions.orders,
      },
      dialect,
    );
  }
}
