/**
 * The words of a language out of which headers are made: `Kunden` and `Nr` make `Kunden-Nr.`, `Numéro`, `de` and `commande`
 * make `Numéro de commande`. Case, blanks, punctuation and accents do not count.
 */
export interface Language {
  /** The buyer. */
  readonly customer: readonly string[];
  /** What is sold at once, and the paper about it: order, invoice, receipt. */
  readonly order: readonly string[];
  /** What makes an id of a customer or an order: number, code. */
  readonly number: readonly string[];
  /** What makes a name of a customer. */
  readonly name: readonly string[];
  readonly email: readonly string[];
  readonly date: readonly string[];
  /** Small words that may stand between two others. */
  readonly of: readonly string[];
  /** Money; beside a word for an order, the total of that. */
  readonly money: readonly string[];
  /** The total of an order, in one word. */
  readonly orderTotal: readonly string[];
  /** The total of one line. */
  readonly lineTotal: readonly string[];
  readonly quantity: readonly string[];
  /** The price of one piece, and clearly so. */
  readonly unitPrice: readonly string[];
  /** A price, of one piece or of all of them. */
  readonly price: readonly string[];
  readonly currency: readonly string[];
  /** How far a sale has come. */
  readonly status: readonly string[];
  /** Money that was given back. */
  readonly refunded: readonly string[];
}
