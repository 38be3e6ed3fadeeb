/** The stages of a run in their order, and what each does, as a reader says it. */
export const STAGES = [
  { stage: "open", name: "Opening" },
  { stage: "sales", name: "Reading sales" },
  { stage: "metrics", name: "Adding up customers" },
  { stage: "fit", name: "Finding cutpoints" },
  { stage: "score", name: "Scoring" },
  { stage: "cube", name: "Counting segments" },
  { stage: "publish", name: "Publishing" },
] as const;
