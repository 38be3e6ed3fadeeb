import { amazon } from "./amazon.js";
import { bigcommerce } from "./bigcommerce.js";
import { bookkeeping } from "./bookkeeping.js";
import { crm } from "./crm.js";
import { dataSets } from "./data-sets.js";
import { ebay } from "./ebay.js";
import { etsy } from "./etsy.js";
import type { KnownExport } from "./known-export.js";
import { magento } from "./magento.js";
import { payments } from "./payments.js";
import { paypal } from "./paypal.js";
import { prestashop } from "./prestashop.js";
import { shopify } from "./shopify.js";
import { square } from "./square.js";
import { stripe } from "./stripe.js";
import { tills } from "./tills.js";
import { wix } from "./wix.js";
import { woocommerce } from "./woocommerce.js";

/** The exports that are known. A new one is an entry in the file of its vendor, or a new file and a name in this list. */
export const KNOWN_EXPORTS: readonly KnownExport[] = [
  ...shopify,
  ...stripe,
  ...woocommerce,
  ...wix,
  ...square,
  ...paypal,
  ...payments,
  ...tills,
  ...amazon,
  ...etsy,
  ...ebay,
  ...magento,
  ...prestashop,
  ...bigcommerce,
  ...crm,
  ...bookkeeping,
  ...dataSets,
];
