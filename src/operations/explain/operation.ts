import { storeInputs } from "../inputs/store-inputs.js";
import type { Inputs } from "../inputs/input.js";
import { defineOperation } from "../operation.js";

/** What `explain` can be told. */
export const explainInputs = {
  customer: { type: "text", placeholder: "CUSTOMER", positional: true, required: true, description: "Customer id" },
  ...storeInputs,
} as const satisfies Inputs;

/** Says why a customer is where they are. */
export const explainOperation = defineOperation({
  name: "explain",
  summary: "Say why a customer is in their segment",
  description:
    "Shows a customer's recency, frequency and monetary value, the scores with the cutpoints around them, the rule that matched, and the shortest way to each better segment.",
  inputs: explainInputs,
  effect: "reads",
  route: { path: "/customers/{customer}", takes: ["customer"], problems: [404] },
  render: async () => (await import("../../outputs/render-explanation.js")).renderExplanation,
  load: async () => (await import("./explain.js")).explainCustomer,
});
