import { BoundSales } from "../analysis/sales/bound-sales.js";
import { isPlain, type RoleSource } from "../analysis/sales/mapping.js";
import { arePlain } from "../intake/notations/amount-hints.js";
import type { SaleRules } from "../analysis/sales/sales.js";
import { readTally, type Tally } from "../analysis/sales/tally.js";
import type { Engine, Source } from "../engines/engine.js";
import type { ProgressListener } from "../sql/database.js";
import { QuintileError } from "../errors.js";
import { type Sql, sql } from "../sql/fragment.js";
import { saleColumn } from "./sale-column.js";

/** Rows in groups, kept in the engine. */
export interface GroupedSales {
  /** What stands after FROM to read them: those of `salesByCustomer`, or of `salesByOrder` where something is open. */
  readonly groups: Sql;
  /** The same by period, where the sales are to be known as of earlier moments, too: `groups` are made of them. */
  readonly parts: Sql | undefined;
  /** Rows of a status, those without a customer among them. */
  readonly rowsOf: (status: number) => number;
  /** What the groups of customers add up to; undefined where something is open. */
  readonly tally: Tally | undefined;
}

/**
 * The one pass over the sales: groups them under some rules. Where the file lets us, amounts are parsed as decimals, which is
 * faster; where that fails, they are read as text. The answer is the same (docs/decisions/0002).
 */
export async function groupSales(
  engine: Engine,
  bound: BoundSales<Source>,
  rules: SaleRules,
  listener: ProgressListener,
): Promise<GroupedSales> {
  const parsed = await withParsedAmounts(bound, rules);
  if (parsed === undefined) return group(engine, bound, rules, listener);
  try {
    return await group(engine, parsed, rules, listener);
  } catch (error) {
    if (!(error instanceof QuintileError) || error.kind !== "unreadable-value") throw error;
  }
  return group(engine, bound, rules, listener);
}

async function group(
  engine: Engine,
  bound: BoundSales<Source>,
  rules: SaleRules,
  listener: ProgressListener,
): Promise<GroupedSales> {
  if (!bound.isOpen) {
    const { groups, parts } = await groupCustomers(engine, bound, rules, listener);
    const tally = readTally(await engine.query(bound.tally(rules, groups, engine.dialect)));
    return { groups, parts, rowsOf: (status) => tally.rowsOf(status, "all"), tally };
  }
  const groups = await bound.source.collect("sales_by_order", bound.byOrder(rules), listener);
  const rows = await engine.query(sql`SELECT status, sum(sales) AS sales FROM ${groups} GROUP BY status`);
  const counts = new Map(rows.map((row) => [Number(row["status"]), Number(row["sales"])]));
  const parts = rules.earlier === undefined ? undefined : groups;
  return { groups, parts, rowsOf: (status) => counts.get(status) ?? 0, tally: undefined };
}

/** The groups of customers; where earlier moments count too, out of groups by period. */
async function groupCustomers(
  engine: Engine,
  bound: BoundSales<Source>,
  rules: SaleRules,
  listener: ProgressListener,
): Promise<Pick<GroupedSales, "groups" | "parts">> {
  const { earlier } = rules;
  if (earlier === undefined) {
    const groups = await bound.source.collect("sales_by_customer", bound.byCustomer(rules), listener);
    return { groups, parts: undefined };
  }
  const parts = await bound.source.collect("sales_by_period", bound.byCustomer(rules), listener);
  return { groups: await engine.materialize("sales_by_customer", bound.at("last", rules, parts)), parts };
}

/** Below so many rows, text is read as text: it costs less than a fifth of a second. */
const MANY_ROWS = 1_000_000;

/** Amounts with a point, of which the start of the source shows that they are no thousands. */
function isPlainPoint({ notation }: SaleRules): boolean {
  return notation !== "whole" && notation.decimal === "." && notation.currencies.length === 0;
}

/** The same sales with amounts that the source parses as decimals; undefined where it cannot, or where they may mean something else. */
async function withParsedAmounts(bound: BoundSales<Source>, rules: SaleRules): Promise<BoundSales<Source> | undefined> {
  const { source, mapping, kinds, expressions, meanings } = bound;
  if (kinds.revenue !== "text" || !isPlainPoint(rules) || rules.amountWidth === "wide") return undefined;
  if (!isPlain(mapping) || mapping.revenue.kind === "expression") return undefined;
  const { name } = mapping.revenue.column;
  const { revenue: _, where: __, ...others } = mapping;
  if (Object.values(others).some((role?: RoleSource) => role?.kind === "column" && role.column.name === name))
    return undefined;
  if ((source.estimatedRows ?? 0) < MANY_ROWS || !(await arePlain(saleColumn(bound, "revenue")))) return undefined;
  const relation = await source.withDecimal?.(name);
  if (relation === undefined) return undefined;
  return new BoundSales({ ...source, relation }, mapping, { ...kinds, revenue: "decimal" }, expressions, meanings);
}
