import { cutpointIdColumn } from "../../analysis/fit/count-query.js";
import { cutpointColumn, type Fit } from "../../analysis/fit/fit-query.js";
import { metrics, snapshotAfterLastRow } from "../../analysis/sales/metrics.js";
import type { SaleRules } from "../../analysis/sales/sales.js";
import {
  CELL_COLUMNS,
  exactCutpoint,
  scoresOf,
  type Scorers,
  segmentCells,
  withSegments,
} from "../../analysis/fit/score.js";
import { FIFTHS } from "../../model/quantile-ranks.js";
import { type Dimension, DIMENSIONS, perDimension } from "../../model/score.js";
import { boundsRule, type Scoring } from "../../model/scoring.js";
import { segmentMap } from "../../model/segment-map.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { Step, SteppedQuery } from "../../sql/compile-steps.js";
import { identifier, literal, type Sql, sql } from "../../sql/fragment.js";
import { CUSTOMER_COLUMNS } from "../../sql/published-tables.js";
import { givenCutpoints, isRanked } from "../../scoring/fit-cutpoints.js";
import { snapshotOf } from "../../scoring/snapshot.js";
import type { TieRules } from "../../scoring/tie-rules.js";
import { fitByCounting } from "./fit-by-counting.js";
import { fitBySorting } from "./fit-by-sorting.js";
import * as comments from "./step-comments.js";
import { step, STEPS } from "./step-names.js";
import type { Target } from "./target.js";

/** How sales become segments: the rules, scoring and model that the printed SQL follows. */
export interface Plan {
  readonly rules: SaleRules;
  readonly scoring: Scoring;
  readonly ties: TieRules;
  readonly model: SegmentModel;
}

/** The names of the steps and of their columns: no engine reserves one. */
export const PLAIN_NAMES: ReadonlySet<string> = new Set([
  ...STEPS,
  "customer",
  "sale_date",
  "revenue",
  "purchase",
  "sale_status",
  "sale_currency",
  "moment",
  "amount",
  "last_sale",
  "last_row",
  "source",
  "staged",
  "published",
  "fact_sales",
  "customer_rfm",
  ...CUSTOMER_COLUMNS.filter((name) => name === name.toLowerCase()),
  ...DIMENSIONS.flatMap((dimension) => [
    `${dimension}_position`,
    `${dimension}_rank`,
    ...FIFTHS.flatMap((k) => [cutpointColumn(dimension, k), cutpointIdColumn(dimension, k)]),
  ]),
]);

const FITS = { sorting: fitBySorting, counting: fitByCounting } as const;

/** A run as one query: the same stages, each a step, with what a run finds out between them computed in steps, too. */
export function stepsOf(target: Target, plan: Plan): SteppedQuery {
  const { sales } = target;
  const { kinds } = sales;
  const { dialect } = sales.source;
  const { rules, scoring, ties, model } = plan;
  const fits = perDimension((dimension) => fitOf(dimension, scoring, ties));
  const scorers: Scorers = perDimension((dimension) => ({
    cutpoints: FIFTHS.map((k) => identifier("cutpoints", cutpointColumn(dimension, k))),
    rule: boundsRule(dimension, scoring),
  }));
  const publishedKind = target.wholeNumbers ? "integer" : kinds.customer;
  const order = dialect.byCodePoint(identifier("customer_id"), publishedKind);
  const wholeNumbers = target.wholeNumbers ? "required" : false;
  const snapshot = sql`(SELECT moment FROM ${step("snapshot")})`;
  const fit = FITS[dialect.fit]({ fits, order, dialect, scorers });
  const last = withSegments(step("scores"), step("cells"));
  const steps: Step[] = [
    {
      name: "mapped",
      comments: comments.ofMapped(),
      query: sales.mapped(),
    },
    {
      name: "sales",
      comments: comments.ofSales(rules, sales.mapping),
      query: sales.judged(rules, step("mapped")),
    },
    ...(sales.isOpen
      ? [
          {
            name: "sales_by_order",
            comments: comments.ofSalesByOrder(sales.mapping),
            query: sales.byOrder(rules, step("sales")),
          },
        ]
      : []),
    {
      name: "sales_by_customer",
      comments: comments.ofSalesByCustomer(rules, sales.decisions),
      query: sales.isOpen ? sales.decided(rules, step("sales_by_order")) : sales.byCustomer(rules, step("sales")),
    },
    { name: "snapshot", comments: comments.ofSnapshot(rules), query: snapshotQuery(target, rules) },
    {
      name: "metrics",
      comments: comments.ofMetrics(target),
      query: metrics(
        step("sales_by_customer"),
        { customer: kinds.customer, wholeNumbers, sums: "wide", snapshot },
        dialect,
      ),
    },
    ...fit.steps,
    {
      name: "scores",
      comments: comments.ofScores(),
      query: scoresOf(sql`${fit.customers} CROSS JOIN ${step("cutpoints")}`, fit.scorers),
    },
    { name: "cells", columns: CELL_COLUMNS, comments: comments.ofCells(model), query: segmentCells(segmentMap(model)) },
  ];
  return { steps, last };
}

function snapshotQuery({ sales }: Target, rules: SaleRules): Sql {
  const { source, kinds } = sales;
  const given = rules.asOf === undefined ? undefined : snapshotOf(rules);
  if (given !== undefined) return sql`SELECT ${source.dialect.moment(given)} AS moment`;
  return snapshotAfterLastRow(
    step("sales_by_customer"),
    { customer: kinds.customer, date: rules.date.kind, hasLastRow: sales.hasLastRow(rules) },
    source.dialect,
  );
}

function fitOf(dimension: Dimension, scoring: Scoring, ties: TieRules): Fit {
  const given = givenCutpoints(dimension, scoring);
  if (given !== undefined) return { method: "given", cutpoints: given.map(plainCutpoint) };
  if (isRanked(dimension, scoring, ties)) return { method: "ranks" };
  return { method: scoring[dimension].method === "percentiles" ? "percentiles" : "quintiles" };
}

/** A whole number reads better without a cast. */
function plainCutpoint(text: string): Sql {
  return /^-?\d{1,9}$/.test(text) ? literal(Number(text)) : exactCutpoint(text);
}
