/** Words of keys that hold what belongs to the row itself. */
const RECORDS = new Set(
  "attributes fields node properties data record values relationships order orders invoice receipt sale transaction payment charge bill document amounts totals amount pricing summary event body payload resource header".split(
    " ",
  ),
);

/** Words of keys that hold the value of what the key around them is called. */
const VALUES = new Set(
  "amount value units amountcents cents minor minorunits decimal gross date datetime iso seconds timestamp".split(" "),
);

/** Containers that say nothing at all. */
const NOTHING = new Set(["attributes", "fields", "node", "properties", "data", "record", "values", "relationships"]);

/**
 * What a header with points between its parts may say as well, the likeliest first: `grandtotal.amount` the grand total, and
 * `order.created_at` when it was created. Empty where a header has none, or where its parts say something else together.
 */
export function undottedHeaders(header: string): readonly string[] {
  const parts = header.split(".");
  if (parts.length < 2 || parts.includes("")) return [];
  const said = parts.filter((part) => !NOTHING.has(plain(part)));
  const [last = "", ...around] = said.toReversed();
  const forms: string[] = [];
  if (said.length > 0 && said.length < parts.length) forms.push(said.join("."));
  if (around.length > 0 && VALUES.has(plain(last))) forms.push(around.toReversed().join("."));
  if (around.length > 0 && around.every((part) => RECORDS.has(plain(part)))) forms.push(last);
  return forms;
}

function plain(part: string): string {
  return part.toLowerCase().replaceAll(/[^a-z]/g, "");
}
