import type { Mapping } from "../../analysis/sales/mapping.js";
import type { Source } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import { identifier, join, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import { columnsThatMean } from "./candidates.js";
import { namesOf } from "./named-roles.js";

type Roles = Omit<Mapping, "where">;

/** In a file with fewer rows, each customer may well have come once only. */
const FEW_ROWS = 10;

/**
 * The roles with a customer whose id occurs more than once: a guessed id that is new in every row makes room for the next one
 * that is not, such as an email. Raises `AMBIGUOUS_COLUMN` where no id repeats: the file may hold one row for each customer.
 */
export async function withRepeatingCustomer(source: Source, roles: Roles): Promise<Roles> {
  const { customer } = roles;
  if (customer.kind !== "column" || !customer.guessed) return roles;
  const others = (["customer id", "email", "customer name"] as const).flatMap((meaning) =>
    columnsThatMean(meaning, source.relation.columns),
  );
  const candidates = [...new Set([customer.column, ...others])];
  const counts = candidates.flatMap(({ name }, index) => [
    sql`count(${identifier(name)}) AS ${identifier(`values ${index}`)}`,
    sql`count(DISTINCT ${identifier(name)}) AS ${identifier(`ids ${index}`)}`,
  ]);
  const [row = {}] = await source.query(sql`SELECT ${join(counts)} FROM ${source.relation.from} AS source`);
  const repeats = (index: number): boolean => Number(row[`ids ${index}`]) < Number(row[`values ${index}`]);
  if (repeats(0) || Number(row["values 0"]) < FEW_ROWS) return roles;
  const next = candidates.find((_, index) => repeats(index));
  if (next !== undefined) return { ...roles, customer: { kind: "column", column: next, guessed: true } };
  throw oneRowEach(source, customer.column, roles);
}

function oneRowEach(source: Source, { name }: Column, roles: Roles): QuintileError {
  return new QuintileError(
    "AMBIGUOUS_COLUMN",
    `No value of "${name}" in ${source.label} occurs twice: it may be no customer, or each row the sum of a customer's sales.`,
    {
      hint: `Frequency would be 1 for everybody. Name the customer with ${inputName("customer")}, or score a file with a row for each sale.`,
      tries: [{ inputs: namesOf(roles), means: `each row is one sale, and "${name}" the customer` }],
    },
  );
}
