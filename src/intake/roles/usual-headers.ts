/** A role that is guessed where no column is named for it. */
export type GuessedRole = "customer" | "date" | "revenue";

/**
 * Usual headers of a role, best first, without case, blanks and punctuation: our own defaults, then the exports of
 * shops and billing systems (Shopify, Stripe, WooCommerce, Magento), then what spreadsheets call it. Two headers of one
 * line that both occur are a tie, which only the user can break.
 */
export const USUAL_HEADERS: Record<GuessedRole, readonly (readonly string[])[]> = {
  customer: [
    ["customerid"],
    ["custid", "customerno", "customernumber", "customerkey", "customercode"],
    [
      "clientid",
      "userid",
      "accountid",
      "buyerid",
      "buyeruserid",
      "buyerusername",
      "memberid",
      "contactid",
      "shopperid",
    ],
    ["customeremail", "billingemail", "emailbilling"],
    ["customeruser", "customeruserid"], // WooCommerce: 0 for every guest, so an email says more
    ["customer", "client", "buyer", "email", "emailaddress"],
    ["phone", "phonenumber", "customerphone", "billingphone", "mobile", "mobilenumber", "telephone", "telefon"],
  ],
  date: [
    ["saledate", "salesdate"],
    ["orderdate", "invoicedate", "purchasedate", "transactiondate", "paymentdate", "dateofsale"],
    [
      "createdat",
      "createdutc",
      "createddateutc",
      "datecreated",
      "createddate",
      "datecreatedgmt",
      "created",
      "createtimestamp",
      "createdtimestamp",
      "creationdate",
    ],
    ["paidat", "datepaid", "orderedat", "purchasedat", "soldat", "processedat"],
    ["date", "datetime", "timestamp", "day"],
    ["closedate", "closeddate"], // a CRM also has when the deal was entered
  ],
  revenue: [
    ["revenue"],
    ["netrevenue", "salesamount", "saleamount", "totalrevenue", "netsales"],
    ["ordertotal", "ordertotalamount", "totalamount", "invoicetotal", "grandtotal", "totalprice"],
    ["linetotal"],
    ["total", "totalsales", "amount", "netamount", "amountpaid", "lineamount", "nettotal"],
    ["sales", "gross", "value", "spend", "subtotal"],
  ],
};

/** Those usual headers of revenue that say that it is the total of an order. */
export const USUAL_ORDER_TOTALS: readonly string[] = ["ordertotal", "ordertotalamount", "invoicetotal", "grandtotal"];

/** Usual headers of an order id. */
export const USUAL_ORDERS: readonly string[] = [
  "orderid",
  "ordernumber",
  "orderno",
  "invoice",
  "invoiceid",
  "invoiceno",
  "invoicenumber",
  "transactionid",
  "incrementid", // Magento
];

/** Usual headers of a number of pieces. */
export const USUAL_QUANTITIES: readonly string[] = ["quantity", "qty", "units", "lineitemquantity"];

/** Usual headers of the price of one piece, and clearly so. */
export const CLEAR_UNIT_PRICES: readonly string[] = ["unitprice", "price", "lineitemprice", "priceperunit"];

/** Usual headers of a price, of one piece or of all of them. */
export const USUAL_PRICES: readonly string[] = [...CLEAR_UNIT_PRICES, "itemprice"];
