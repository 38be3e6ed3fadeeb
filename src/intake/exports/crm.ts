import type { KnownExport } from "./known-export.js";

const WON = { sold: ["Closed Won", "closedwon", "Won"], onlySold: true } as const;

/** What Salesforce calls a stage that was won, in the languages of its reports. */
const WON_OPPORTUNITIES = {
  sold: [
    "Closed Won",
    "Won",
    "Geschlossen und gewonnen",
    "Geschlossen, gewonnen",
    "Fermée gagnée",
    "Fermé gagné",
    "Clôturée gagnée",
    "Clôturé gagné",
    "Cerrada ganada",
    "Cerrado ganado",
    "Fechado e ganho",
    "Fechada ganha",
    "Chiusa vinta",
    "Chiuso vinto",
    "Gesloten gewonnen",
    "Gesloten en gewonnen",
  ],
  onlySold: true,
} as const;

/** Salesforce's headers in German, French, Spanish, Portuguese, Italian and Dutch. */
const ACCOUNTS = [
  "Accountname",
  "Nom du compte",
  "Nombre de la cuenta",
  "Nome da conta",
  "Nome account",
  "Accountnaam",
];
const OPPORTUNITIES = [
  "Opportunity-Name",
  "Opportunityname",
  "Nom de l'opportunité",
  "Nom de l’opportunité",
  "Nombre de la oportunidad",
  "Nome da oportunidade",
  "Nome opportunità",
  "Naam opportunity",
  "Opportunitynaam",
];
const STAGES = ["Phase", "Étape", "Etapa", "Fase"];
const AMOUNTS = ["Betrag", "Montant", "Importe", "Quantia", "Valor", "Ammontare", "Importo", "Bedrag"];
const CLOSE_DATES = [
  "Schlusstermin",
  "Abschlussdatum",
  "Date de clôture",
  "Fecha de cierre",
  "Data de fechamento",
  "Data di chiusura",
  "Sluitingsdatum",
];

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
      ["Account Name", "Account: Account Name", "Account ID", ...ACCOUNTS],
      ["Opportunity Name", "Opportunity ID", ...OPPORTUNITIES],
      ["Stage", ...STAGES],
      ["Amount", ...AMOUNTS],
    ],
    customer: ["Account ID", "Account Name", "Account: Account Name", ...ACCOUNTS],
    date: ["Close Date", "Closed Date", ...CLOSE_DATES],
    orders: [],
    amounts: ["Amount", ...AMOUNTS].map((column) => ({ column, is: "order total" as const })),
    status: ["Stage", ...STAGES],
    ...WON_OPPORTUNITIES,
    currency: ["Amount Currency", "Opportunity Currency"],
    counted: "The amount of each opportunity that was closed and won, on the day of its close date.",
  },
  {
    name: "Pipedrive deals",
    howTo: "Deals → list → Export filter results, as CSV.",
    link: "https://support.pipedrive.com/en/article/exporting-data-from-pipedrive",
    knownBy: ["Deal - Title", "Deal - Value", "Deal - Status", ["Deal - Organization", "Deal - Contact person"]],
    customer: ["Deal - Organization", "Deal - Contact person"],
    date: ["Deal - Won time", "Deal - Deal closed on"],
    orders: [],
    amounts: [{ column: "Deal - Value", is: "order total" }],
    status: ["Deal - Status"],
    ...WON,
    currency: ["Deal - Currency of Value", "Deal - Currency"],
    ignored: ["Deal - Weighted value", "Deal - Expected close date"],
    counted: "The value of each deal that was won, on the day when it was.",
  },
  {
    name: "Dynamics 365 opportunities",
    howTo: "Opportunities → Export to Excel → Static worksheet.",
    link: "https://learn.microsoft.com/en-us/dynamics365/",
    knownBy: ["Topic", "Est. revenue", "Actual Revenue", "Status"],
    customer: ["Potential Customer", "Account", "Contact"],
    date: ["Actual Close Date", "Est. close date"],
    orders: [],
    amounts: [
      { column: "Actual Revenue", is: "order total" },
      { column: "Est. revenue", is: "order total" },
    ],
    status: ["Status"],
    ...WON,
    ignored: ["Status Reason"],
    counted: "The revenue of each opportunity that was won, on the day when it was closed.",
  },
];
