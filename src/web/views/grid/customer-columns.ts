/** The columns that a list of customers is sorted by, by their names in the API. */
export const SORTED_COLUMNS = [
  { key: "customer_id", text: "Customer", isNumber: false },
  { key: "recency", text: "Days", isNumber: true },
  { key: "frequency", text: "Sales", isNumber: true },
  { key: "monetary", text: "Amount", isNumber: true },
] as const;

/** The order of a list. */
export interface Sorting {
  readonly sort: (typeof SORTED_COLUMNS)[number]["key"];
  readonly order: "asc" | "desc";
}

/** Reads a sorting from the query of an address; the largest amounts come first where it says nothing. */
export function sortingOf(query: URLSearchParams): Sorting {
  const sort = SORTED_COLUMNS.find(({ key }) => key === query.get("sort"))?.key ?? "monetary";
  return { sort, order: query.get("order") === "asc" ? "asc" : "desc" };
}

/** The sorting after a press on the head of a column: the other way round, or the usual way where it is another column. */
export function sortBy(sort: Sorting["sort"], now: Sorting): Sorting {
  if (sort === now.sort) return { sort, order: now.order === "asc" ? "desc" : "asc" };
  return { sort, order: sort === "customer_id" || sort === "recency" ? "asc" : "desc" };
}
