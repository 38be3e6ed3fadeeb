import { defineOperation } from "../operation.js";
import { movementInputs } from "./inputs.js";

/** Says who moved between two moments, and why. */
export const movementOperation = defineOperation({
  name: "movement",
  summary: "Say who moved between segments, and why",
  description:
    "Scores the sales as of two moments in one pass, and shows how many customers went from each segment to each other one: because of what they bought, because they bought nothing, or because the cutpoints moved. The sales are the history, so that any two moments will do. The customers of a flow can be written to a file. Sales and options are those of the store's last run, or named. A store that is named keeps the movement: customer_movement and rfm_movement.",
  inputs: movementInputs,
  effect: "publishes",
  render: async () => (await import("../../outputs/render-movement.js")).renderMovement,
  load: async () => (await import("./movement.js")).findMovement,
});
