import { explainInputs, explainOperation } from "../../operations/explain/operation.js";
import { defineTool } from "../tool.js";

/** Why a customer is where they are. */
export const explainCustomerTool = defineTool({
  name: "explain_customer",
  title: "Explain a customer",
  description:
    "One customer by their exact id: recency, frequency and monetary value, the scores with the cutpoints around them, the rule that matched, and the shortest way to each better segment.",
  inputs: { customer: explainInputs.customer },
  answers: "explain",
  answer: async (values, _, context) => ({
    answer: await explainOperation.run(values as { customer: string }, context),
    askNext: ["find_customers with segment, for others like this one"],
  }),
});
