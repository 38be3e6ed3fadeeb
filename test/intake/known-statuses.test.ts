import { expect, test } from "vitest";
import { flagMeaning, isUnsoldHeader, statusMeaning, wordsAlone } from "../../src/intake/roles/known-statuses.js";

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

test("a header may say itself that nothing was sold", () => {
  const headers = ["cancelled", "is_void", "Storniert", "Annulée", "is_test", "state", "estado", "view", "closed"];
  expect(headers.filter(isUnsoldHeader)).toEqual(["cancelled", "is_void", "Storniert", "Annulée", "is_test"]);
  expect(["Yes", "1", "x", "ja"].map(flagMeaning)).toEqual(Array.from({ length: 4 }, () => "not sold"));
  expect(["no", "", "0", "FALSE"].map(flagMeaning)).toEqual(Array.from({ length: 4 }, () => "sold"));
  expect(flagMeaning("2024-01-05")).toBe("unknown");
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
