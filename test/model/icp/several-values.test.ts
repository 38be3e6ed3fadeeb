import { expect, test } from "vitest";
import { delimiterOfLists, likelyDelimiter, valuesIn } from "../../../src/model/icp/several-values.js";

test("a cell holds its values, each once and in order, or is unknown", () => {
  expect(valuesIn("erp; crm;erp;", ";")).toEqual(["crm", "erp"]);
  expect(valuesIn(" ;", ";")).toEqual(["Unknown"]);
  expect(valuesIn("Unknown", ";")).toEqual(["Unknown"]);
  expect(valuesIn("erp; crm", undefined)).toEqual(["erp; crm"]);
});

test("what parts values is what most cells have", () => {
  expect(likelyDelimiter(["a;b, c", "a;d", "e"])).toBe(";");
  expect(likelyDelimiter(["a|b", "c|d", "e;f"])).toBe("|");
  expect(likelyDelimiter(["a", "b"])).toBeUndefined();
});

test("cells whose parts stand in others look like lists, and places do not", () => {
  expect(delimiterOfLists(["crm;erp", "crm", "erp;shop", "shop"])).toBe(";");
  expect(delimiterOfLists(["Retail, Wholesale", "Wholesale", "Retail", "Retail, Services", "Services"])).toBe(",");
  expect(delimiterOfLists(["Paris, France", "Lyon, France", "Berlin, Germany", "Bonn, Germany"])).toBeUndefined();
  expect(delimiterOfLists(["Research, Development", "Sales", "Marketing"])).toBeUndefined();
  expect(delimiterOfLists([])).toBeUndefined();
});
