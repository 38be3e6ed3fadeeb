import { customersInputs } from "../../operations/customers/inputs.js";
import { customersOperation } from "../../operations/customers/operation.js";
import type { OptionsOf } from "../../operations/inputs/input.js";
import { defineTool } from "../tool.js";

const { segment, cells, search, sort, order, limit, cursor } = customersInputs;

const inputs = { segment, cells, search, sort, order, limit: { ...limit, most: 50, default: 20 }, cursor } as const;

/** A page of customers. */
export const findCustomersTool = defineTool({
  name: "find_customers",
  title: "Find customers",
  description:
    "A page of customers with their recency (days), frequency (purchases), monetary value, scores from 1 to 5 and segment: of segments, of cells such as 555, or whose id begins with a text; sorted by any of them. Sort by recency, rising, for those who bought last.",
  inputs,
  answers: "customers",
  answer: async (values, _, context) => {
    const answer = await customersOperation.run(values as OptionsOf<typeof inputs>, context);
    return {
      answer,
      askNext: [
        ...(answer.next === null
          ? []
          : [`find_customers with the same inputs and cursor ${answer.next}, for the next page`]),
        ...(answer.customers.length === 0 ? [] : ["explain_customer with customer, for why one of them is there"]),
      ],
    };
  },
});
