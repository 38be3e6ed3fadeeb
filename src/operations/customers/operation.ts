import { defineOperation } from "../operation.js";
import { customersInputs } from "./inputs.js";

/** Lists customers, a page at a time. */
export const customersOperation = defineOperation({
  name: "customers",
  summary: "List scored customers, a page at a time",
  description:
    "Lists the customers of segments or cells, those who entered or left a segment, or those whose id begins with a text, in the order of a metric. A page ends with a cursor for the next; cursors hold until the next run publishes.",
  inputs: customersInputs,
  effect: "reads",
  route: {
    path: "/customers",
    takes: ["segment", "cells", "entered", "left", "search", "sort", "order", "limit", "cursor"],
    problems: [400, 404, 410],
  },
  render: async () => (await import("../../outputs/render-customers.js")).renderCustomers,
  load: async () => (await import("./customers.js")).listCustomers,
});
