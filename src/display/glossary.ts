/** A word that answers, pages and reports use. */
export interface Term {
  readonly term: string;
  /** One sentence, or two. */
  readonly meaning: string;
}

/** The words of the field as Quintile uses them, in the order in which they build on each other. */
export const GLOSSARY: readonly Term[] = [
  { term: "Recency (R)", meaning: "Days from a customer's last purchase to the snapshot. Fewer days score higher." },
  { term: "Frequency (F)", meaning: "How many purchases a customer made. Rows of one order are one purchase." },
  { term: "Monetary value (M)", meaning: "What a customer spent in all, less refunds." },
  { term: "Snapshot", meaning: "The day to which recency is counted: by default the day after the latest sale." },
  {
    term: "Quintile",
    meaning: "One of five groups of about equal size, when customers are put in the order of a metric.",
  },
  { term: "Score", meaning: "1 to 5 for each of R, F and M; 5 is best. By default the quintile." },
  { term: "Cutpoint", meaning: "The value at which one score ends and the next begins." },
  { term: "Cell", meaning: "One combination of three scores, such as 543: R 5, F 4, M 3. There are 125." },
  { term: "Segment", meaning: "A named group of cells, such as Champions. Every customer is in exactly one." },
  {
    term: "Segment model",
    meaning: "The rules that put the 125 cells into segments. The first rule that matches wins.",
  },
  { term: "Movement", meaning: "Customers who are in another segment at a later moment than at an earlier one." },
  { term: "Flow", meaning: "The customers who moved from one segment to one other." },
  { term: "Behaviour", meaning: "The reason of a move: the customer bought, or gave something back, in between." },
  { term: "Silence", meaning: "The reason of a move: the customer did not buy, and only time passed." },
  {
    term: "Yardstick",
    meaning:
      "The reason of a move: by the earlier cutpoints the customer would still be in the old segment; the cutpoints moved, because the other customers did.",
  },
  {
    term: "Half-life",
    meaning: "After how many periods half of a segment's customers have left it, if as many go on leaving.",
  },
  {
    term: "Ideal customer profile (ICP)",
    meaning: "What sets the top performers apart from all customers, by their attributes.",
  },
  { term: "Top performers", meaning: "The customers that a profile explains, such as those of the best segments." },
  { term: "Support", meaning: "How many customers have a value: what a figure rests on." },
  {
    term: "Lift",
    meaning:
      "How many times as often top performers have a value as all customers do. 1 is no difference; 2 is twice as often.",
  },
  { term: "95 % interval", meaning: "Where the true value lies in 95 of 100 such samples." },
  {
    term: "False discovery rate (q)",
    meaning:
      "The share of values that would be reported by chance, if all that are at least as sure as this one were reported.",
  },
  { term: "Criterion", meaning: "A value that speaks for a prospect: high lift, and supported by the figures." },
  { term: "Anti-pattern", meaning: "A value that speaks against a prospect: low lift, and supported by the figures." },
  {
    term: "Tier",
    meaning: "How soon a prospect deserves attention, by the number of criteria it meets; tier 1 is first.",
  },
  { term: "Holdout", meaning: "Sales after a day, by which patterns that were found before it are checked." },
];
