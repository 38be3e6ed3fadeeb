import type { Mapping } from "../../analysis/sales/mapping.js";
import type { Source } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import { headerOf } from "../../sql/find-column.js";
import { FEW_ROWS } from "./choose-roles.js";
import { columnFacts } from "./column-facts.js";
import { namesOf } from "./named-roles.js";

type Roles = Omit<Mapping, "where">;

/** Raises `AMBIGUOUS_COLUMN` where no id of a guessed customer occurs twice: the file may hold one row for each customer. */
export async function requireRepeatingCustomer(source: Source, roles: Roles): Promise<void> {
  const { customer } = roles;
  if (customer.kind !== "column" || !customer.guessed) return;
  for (const which of ["first rows", "all rows"] as const) {
    const facts = await columnFacts(source, [customer], which);
    const { filled, distinct } = facts.of(customer);
    if (distinct < filled || (facts.areOfAll && filled < FEW_ROWS)) return;
    if (facts.areOfAll) break;
  }
  throw new QuintileError(
    "AMBIGUOUS_COLUMN",
    `No value of "${headerOf(customer.column)}" in ${source.label} occurs twice: it may be no customer, or each row the sum of a customer's sales.`,
    {
      hint: `Frequency would be 1 for everybody. Name the customer with ${inputName("customer")}, or a column that counts orders with ${inputName("frequency")}.`,
      tries: [
        {
          inputs: namesOf(roles),
          means: `each row is one sale, and "${headerOf(customer.column)}" the customer`,
        },
      ],
    },
  );
}
