import {
  buckets,
  countedCutpoints,
  countedPositions,
  cutpointIdColumn,
  measured,
  wanted,
} from "../../analysis/fit/count-query.js";
import { cutpoints, looksAtCustomers } from "../../analysis/fit/fit-query.js";
import { FIFTHS } from "../../model/quantile-ranks.js";
import { identifier, sql } from "../../sql/fragment.js";
import { perDimension } from "../../model/score.js";
import { type FitPlan, type FitSteps, tieBroken } from "./fit-steps.js";
import * as comments from "./step-comments.js";
import { step } from "./step-names.js";

/**
 * The steps of a fit that counts customers in buckets of like values, and sorts no more than the buckets that hold a
 * cutpoint: no step needs all customers on one machine.
 */
export function fitByCounting({ fits, order, dialect, scorers }: FitPlan): FitSteps {
  const broken = tieBroken(fits);
  const tie = broken.length > 0 ? order : undefined;
  const counted = [
    { name: "measured", comments: comments.ofMeasured(), query: measured(step("metrics"), fits, tie) },
    { name: "buckets", comments: comments.ofBuckets(), query: buckets(step("measured")) },
    { name: "wanted", comments: comments.ofWanted(), query: wanted(step("buckets"), fits, dialect) },
    {
      name: "positions",
      comments: comments.ofCountedPositions(broken),
      query: countedPositions(step("measured"), step("wanted"), tie),
    },
  ];
  const looks = looksAtCustomers(fits);
  return {
    steps: [
      ...(looks ? counted : []),
      {
        name: "cutpoints",
        comments: comments.ofCutpoints(fits, "the values at the same places, and the ids of the customers there"),
        query: looks ? countedCutpoints(step("positions"), fits, dialect) : cutpoints(step("positions"), fits, dialect),
      },
    ],
    customers: step("metrics"),
    scorers: perDimension((dimension) => ({
      ...scorers[dimension],
      ...(broken.includes(dimension) && {
        tied: FIFTHS.map((k) => sql`${order} > ${identifier("cutpoints", cutpointIdColumn(dimension, k))}`),
      }),
    })),
  };
}
