import { cutpoints, looksAtCustomers, positions, withRanks } from "../../analysis/fit/fit-query.js";
import { perDimension } from "../../model/score.js";
import { type FitPlan, type FitSteps, tieBroken } from "./fit-steps.js";
import * as comments from "./step-comments.js";
import { step } from "./step-names.js";

/** The steps of a fit that sorts all customers by each metric: one window for each metric, so the SQL is short. */
export function fitBySorting({ fits, order, dialect, scorers }: FitPlan): FitSteps {
  const ranked = tieBroken(fits);
  const hasRanks = ranked.length > 0;
  const steps = [
    looksAtCustomers(fits) && {
      name: "positions",
      comments: comments.ofPositions(),
      query: positions(step("metrics"), fits),
    },
    {
      name: "cutpoints",
      comments: comments.ofCutpoints(fits, "the ranks that part the customers into fifths"),
      query: cutpoints(step("positions"), fits, dialect),
    },
    hasRanks && {
      name: "ranks",
      comments: comments.ofRanks(ranked),
      query: withRanks(step("metrics"), ranked, order),
    },
  ];
  return {
    steps: steps.filter((each) => each !== false),
    customers: step(hasRanks ? "ranks" : "metrics"),
    scorers: perDimension((dimension) => ({ ...scorers[dimension], ranked: ranked.includes(dimension) })),
  };
}
