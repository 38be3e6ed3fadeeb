import type { RoleSource } from "../../analysis/sales/mapping.js";
import { headerOf } from "../../sql/find-column.js";
import type { KnownExport } from "../exports/known-export.js";
import { columnsOfExport, wordsOf } from "./candidates.js";
import { type Choice, whatHolds } from "./choose-roles.js";
import { GUESSED_ROLES } from "./guess-columns.js";
import type { Offer } from "./offer.js";
import { bareHeader, plainHeader } from "./plain-header.js";
import type { Proposal } from "./proposal.js";
import { type GuessedRole, USUAL_HEADERS } from "./usual-headers.js";

/** Why something was taken for a role, and what else was offered. */
export interface RoleReason {
  /** Words that follow the name of what was taken: `has a header that usually names the customer`. */
  readonly why: string;
  readonly others: readonly PassedCandidate[];
}

/** What a role might have been taken from as well. */
export interface PassedCandidate {
  readonly from: string;
  /** Words that follow its name: `is empty`. */
  readonly whyNot: string;
}

/** Why each role that every sale has was taken from where it was. */
export function explainRoles({
  roles,
  offer,
  choices,
}: Pick<Proposal, "roles" | "offer" | "choices">): Readonly<Record<GuessedRole, RoleReason>> {
  const [customer, date, revenue] = GUESSED_ROLES.map((role) => ({
    why: whyTaken(role, roles[role], offer),
    others: othersOf(role, roles[role], offer, choices[role]),
  })) as [RoleReason, RoleReason, RoleReason];
  return { customer, date, revenue };
}

/** Why a column was taken for a part that a sale may do without. */
export function explainFound(
  found: RoleSource,
  role: "order" | "status" | "currency" | "refunded",
  offer: Offer,
): string {
  if (!found.guessed) return NAMED;
  const byVendor = role === "order" ? offer.known?.orders : offer.known?.[role];
  return isOfExport(wordsOf(found), byVendor, offer) ? byExport(offer) : "has a header or values that say so";
}

/** Why a column was taken for the order, and which others might be one. */
export function explainOrder(order: RoleSource, offer: Offer): RoleReason {
  const others = order.guessed ? offer.orders.filter(({ name }) => name !== wordsOf(order)) : [];
  return {
    why: explainFound(order, "order", offer),
    others: others.map(({ name }) => ({ from: name, whyNot: "is less likely to be one" })),
  };
}

const NAMED = "was named";

function whyTaken(role: GuessedRole, taken: RoleSource, offer: Offer): string {
  if (!taken.guessed) return NAMED;
  const { known } = offer;
  if (
    isExportsAmount(role, taken, known) ||
    isOfExport(wordsOf(taken), role === "revenue" ? undefined : known?.[role], offer)
  )
    return byExport(offer);
  if (taken.kind === "expression") {
    return / \* /.test(taken.text)
      ? "is quantity times unit price, as there is no total"
      : `is nested, and its name says that it is the ${role}`;
  }
  const header = headerOf(taken.column);
  const usual = USUAL_HEADERS[role].flat();
  const isUsual = usual.includes(plainHeader(header)) || usual.includes(bareHeader(header).plain);
  return isUsual ? `has a header that usually names the ${role}` : `has a header that means the ${role}`;
}

function isExportsAmount(role: GuessedRole, taken: RoleSource, known: KnownExport | undefined): boolean {
  if (role !== "revenue" || known === undefined) return false;
  if (taken.kind === "expression") return known.amounts.some((amount) => !("column" in amount));
  const header = plainHeader(headerOf(taken.column));
  return known.amounts.some((amount) => "column" in amount && plainHeader(amount.column) === header);
}

function isOfExport(name: string, columns: readonly string[] | undefined, { columns: all }: Offer): boolean {
  return columnsOfExport(columns, all).some((column) => column.name === name);
}

function byExport({ known }: Offer): string {
  return `is what ${known?.name ?? "the export"} calls it`;
}

function othersOf(
  role: GuessedRole,
  taken: RoleSource,
  { candidates }: Offer,
  { sources, passedOver }: Choice,
): readonly PassedCandidate[] {
  const ranks = candidates.ranks[role];
  const own = ranks.findIndex((rank) => rank.some((source) => wordsOf(source) === wordsOf(taken)));
  return ranks.flatMap((rank, index) =>
    rank
      .filter((source) => wordsOf(source) !== wordsOf(taken))
      .map((source): PassedCandidate => {
        const passed = passedOver.find((each) => each.source === source);
        const isAlike = sources.includes(source);
        const whyNot =
          passed !== undefined
            ? whatHolds(passed)
            : isAlike
              ? "says the same in every row"
              : index > own
                ? `has a header that says less clearly that it is the ${role}`
                : "repeats less";
        return { from: wordsOf(source), whyNot };
      }),
  );
}
