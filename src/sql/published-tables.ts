/** The columns of `customer_rfm`, in order and spelling. */
export const CUSTOMER_COLUMNS = [
  "customer_id",
  "recency",
  "frequency",
  "monetary",
  "R_score",
  "F_score",
  "M_score",
  "segment",
] as const;

/** The layout of a store's tables. It grows by one when an older Quintile could misread what a newer one wrote. */
export const STORE_FORMAT = 1;
