import type { Mapping, RoleSource } from "../../analysis/sales/mapping.js";
import { explainFound, explainOrder, explainRoles, type RoleReason } from "../../intake/roles/explain-roles.js";
import type { Proposal } from "../../intake/roles/proposal.js";
import type { InspectedRole, Inspection } from "../../results/inspection.js";

/** No role is known. */
export const NO_ROLES: Inspection["roles"] = {
  customer: null,
  date: null,
  revenue: null,
  order: null,
  status: null,
  currency: null,
  refunded: null,
};

/** Where each part of a sale comes from, and why. */
export function explainedRoles(mapping: Mapping, proposal: Proposal): Inspection["roles"] {
  const { customer, date, revenue } = explainRoles({ ...proposal, roles: mapping });
  const found = (role: "status" | "currency" | "refunded"): InspectedRole | null => {
    const from = mapping[role];
    return from === undefined ? null : shown(from, { why: explainFound(from, role, proposal.offer), others: [] });
  };
  return {
    customer: shown(mapping.customer, customer),
    date: shown(mapping.date, date),
    revenue: shown(mapping.revenue, revenue),
    order: mapping.order === undefined ? null : shown(mapping.order, explainOrder(mapping.order, proposal.offer)),
    status: found("status"),
    currency: found("currency"),
    refunded: found("refunded"),
  };
}

function shown(role: RoleSource, { why, others }: RoleReason): InspectedRole {
  return {
    from: role.kind === "column" ? role.column.name : role.text,
    guessed: role.guessed,
    why,
    others: others.map(({ from, whyNot }) => ({ from, why_not: whyNot })),
  };
}
