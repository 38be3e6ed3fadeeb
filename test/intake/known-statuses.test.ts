import { expect, test } from "vitest";
import { flagHeader, flagMeaning, statusMeaning, wordsAlone } from "../../src/intake/roles/known-statuses.js";

test.each([
  ["pendiente de pago", "not sold"],
  ["En attente de paiement", "not sold"],
  ["warten auf Zahlung", "not sold"],
  ["cancelled by customer", "not sold"],
  ["Erreur de paiement", "not sold"],
  ["payment accepted", "sold"],
  ["Pago aceptado", "sold"],
  ["Zahlung erhalten", "sold"],
  ["order_refunded", "not sold"],
  ["wc-on-hold", "not sold"],
  ["wc-completed", "sold"],
  ["Cobrada", "sold"],
  ["Réglée", "sold"],
  ["Opłacona", "sold"],
  ["partially refunded by shop", "unknown"],
  ["awaiting shipment", "unknown"],
  ["not paid", "unknown"],
  ["partially cancelled", "unknown"],
  ["unpaid", "unknown"],
])("the status %s says %s", (value, meaning) => {
  expect(statusMeaning(value)).toBe(meaning);
});

test.each([
  [
    "not sold",
    ["cancelled", "is_void", "Storniert", "Annulée", "is_test", "deleted", "order cancelled", "cancelled_flag"],
  ],
  ["sold", ["paid", "is_paid", "bezahlt", "valid"]],
  ["not sold since", ["cancelled_at", "Cancelled on", "deleted at", "Stornodatum", "fecha de anulado"]],
  [
    undefined,
    ["state", "estado", "view", "closed", "paid_at", "refunded_at", "expires_at", "test group", "amount paid"],
  ],
] as const)("a header may say that rows were %s", (meaning, headers) => {
  expect(headers.map((header) => [header, flagHeader(header)])).toEqual(headers.map((header) => [header, meaning]));
});

function meanings(values: readonly string[], header: "sold" | "not sold"): string[] {
  return values.map((value) => flagMeaning(value, header));
}

test("a yes or no says the opposite under a header for what was sold", () => {
  expect(meanings(["Yes", "1", "x", "ja", "1.0"], "not sold")).toEqual(Array.from({ length: 5 }, () => "not sold"));
  expect(meanings(["no", "", "0", "FALSE"], "not sold")).toEqual(Array.from({ length: 4 }, () => "sold"));
  expect(meanings(["Yes", "no", "", "later"], "sold")).toEqual(["sold", "not sold", "sold", "unknown"]);
  expect(flagMeaning("2024-01-05", "not sold")).toBe("unknown");
});

test("of HubSpot's German phases only the won one was sold", () => {
  expect(wordsAlone(["Abgeschlossen und gewonnen", "Abgeschlossen und verloren"])).toEqual(
    new Set(["abgeschlossenundgewonnen"]),
  );
});

test("a stage may have the name of its pipeline behind it", () => {
  expect(wordsAlone(["Closed won (Sales Pipeline)", "Closed lost (Sales Pipeline)"])).toEqual(
    new Set(["closedwonsalespipeline"]),
  );
});
