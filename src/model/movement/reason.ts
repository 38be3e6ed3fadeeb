/**
 * Why a customer is in another segment than before: the purchases and refunds since (`behaviour`), the time that passed without any
 * (`silence`), or the cutpoints, which moved with all other customers (`yardstick`).
 */
export type Reason = "behaviour" | "silence" | "yardstick";

/** A move of a customer, in segments; null is absent. */
export interface Move {
  readonly from: string | null;
  /** Where the customer would be by the earlier cutpoints. */
  readonly frozen: string | null;
  readonly bought: boolean;
}

/** The one reason of a move. By the earlier cutpoints still in the old segment: the yardstick moved. */
export function reasonOf({ from, frozen, bought }: Move): Reason {
  if (frozen === from) return "yardstick";
  return bought ? "behaviour" : "silence";
}
