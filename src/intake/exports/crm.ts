import type { KnownExport } from "./known-export.js";

const WON = { sold: ["Closed Won", "closedwon", "Won"], onlySold: true } as const;

/** Pipelines of sales people: what was won was sold. */
export const crm: readonly KnownExport[] = [
  {
    name: "HubSpot deals",
    howTo: "CRM → Deals → Export, with all properties and the names of associated records.",
    link: "https://knowledge.hubspot.com/import-and-export/export-records",
    knownBy: ["Deal Name", "Deal Stage", "Close Date", "Amount"],
    customer: [
      "Associated Company",
      "Associated Company (Primary)",
      "Primary Associated Company",
      "Associated Company IDs",
      "Associated Company IDs (Primary)",
      "Associated Contact",
      "Associated Contact IDs",
      "Company Name",
    ],
    date: ["Close Date"],
    orders: [],
    amounts: [{ column: "Amount", is: "order total" }],
    status: ["Deal Stage"],
    ...WON,
    currency: ["Currency"],
    ignored: ["Amount in company currency", "Is Closed Won", "Closed Won Reason", "Closed Lost Reason"],
    counted: "The amount of each deal that was closed and won, on the day of its close date.",
  },
  {
    name: "Salesforce opportunities",
    howTo: "A report of opportunities → Export → Details only, as CSV.",
    link: "https://help.salesforce.com/s/articleView?id=sf.reports_export.htm",
    knownBy: [
      ["Account Name", "Account: Account Name", "Account ID"],
      ["Opportunity Name", "Opportunity ID"],
      "Stage",
      "Amount",
    ],
    customer: ["Account ID", "Account Name", "Account: Account Name"],
    date: ["Close Date", "Closed Date"],
    orders: [],
    amounts: [{ column: "Amount", is: "order total" }],
    status: ["Stage"],
    ...WON,
    currency: ["Amount Currency", "Opportunity Currency"],
    counted: "The amount of each opportunity that was closed and won, on the day of its close date.",
  },
];
