import { expect, test } from "vitest";
import type { CustomersPage } from "../../src/operations/customers/customers.js";
import type { Explanation } from "../../src/operations/explain/explain.js";
import type { IcpResult } from "../../src/operations/icp/result.js";
import type { Overview } from "../../src/operations/overview/overview.js";
import type * as shown from "../../src/web/api/types.js";

/** The type check refuses this file where an operation answers something else than the dashboard expects. */
const asShown = {
  overview: (answer: Overview): shown.Overview => {
    const { run } = answer;
    return { ...answer, run: { ...run, rejected: { ...run.rejected } } };
  },
  customers: (answer: CustomersPage): shown.CustomerPage => answer,
  explanation: (answer: Explanation): shown.Explanation => answer,
  icp: (answer: IcpResult): shown.Icp => answer,
};

test("what the operations answer has the types that the dashboard expects", () => {
  expect(Object.keys(asShown)).toHaveLength(4);
});
