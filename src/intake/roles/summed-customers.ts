import type { Source } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import type { Column } from "../../sql/relation.js";
import { columnsHeaded, columnsOfExport, quoted, wordsOf } from "./candidates.js";
import type { ColumnFacts } from "./column-facts.js";
import type { Offer } from "./offer.js";
import { LAST_SALE_DATES, ORDER_COUNTS, SUMS_OF_SALES } from "./summary-headers.js";

/** The columns whose sum is the number of a customer's orders; none where no header says so, or the user said where it is. */
export function summaryColumns({ columns, known, given }: Offer): readonly Column[] {
  const { customer, date, revenue, frequency } = given;
  if (frequency !== undefined || (customer !== undefined && date !== undefined && revenue !== undefined)) return [];
  const ofExport = columnsOfExport(known?.frequency, columns);
  return ofExport.length > 0 ? ofExport : columnsHeaded(ORDER_COUNTS, columns).slice(0, 1);
}

/** Raises `AMBIGUOUS_COLUMN`, a question, where each row is the sum of a customer's sales, with a count of orders. */
export function requireSales(source: Source, offer: Offer, facts: ColumnFacts | undefined): void {
  const counts = summaryColumns(offer);
  const { columns, candidates, given, known } = offer;
  const [customer] = candidates.ranks.customer.flat();
  if (counts.length === 0 || customer === undefined || facts === undefined) return;
  const { filled, distinct } = facts.of(customer);
  if (filled < 2 || distinct < filled) return;
  const frequency = counts.length === 1 ? (counts[0]?.name ?? "") : counts.map(({ name }) => quoted(name)).join(" + ");
  const [date] = [
    ...columnsHeaded(LAST_SALE_DATES, columns).map(({ name }) => name),
    ...candidates.ranks.date.flat().map(wordsOf),
  ];
  const [knownSum] = known === undefined ? [] : candidates.ranks.revenue.flat().map(wordsOf);
  const [revenue = knownSum] = [
    ...(knownSum === undefined ? [] : [knownSum]),
    ...columnsHeaded(SUMS_OF_SALES, columns).map(({ name }) => name),
    ...candidates.ranks.revenue.flat().map(wordsOf),
  ];
  const roles = {
    customer: given.customer ?? wordsOf(customer),
    ...(date === undefined ? {} : { date: given.date ?? date }),
    ...(revenue === undefined ? {} : { revenue: given.revenue ?? revenue }),
  };
  const names = counts.map(({ name }) => `"${name}"`).join(" and ");
  throw new QuintileError(
    "AMBIGUOUS_COLUMN",
    `Each row of ${source.label} seems to be the sum of a customer's sales: no "${wordsOf(customer)}" occurs twice, and ${names} ${counts.length === 1 ? "counts" : "count"} orders.`,
    {
      hint: `Counting rows would give everybody a frequency of 1. ${inputName("frequency")} takes it from a column.`,
      tries: [
        {
          inputs: { ...roles, frequency },
          means: `${names} ${counts.length === 1 ? "is" : "together are"} the number of orders`,
        },
        { inputs: roles, means: "each row is one sale" },
      ],
    },
  );
}
