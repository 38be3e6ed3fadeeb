import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { temporaryFolder } from "../support/temporary-folder.js";

describe("a mapping that is easy to get wrong", () => {
  const { path } = temporaryFolder();

  async function run(name: string, text: string, options: Partial<RunValues> = {}) {
    const source = path(name);
    writeFileSync(source, text);
    const notes: string[] = [];
    const progress = { stage: () => {}, advance: () => {}, note: (message: string) => void notes.push(message) };
    const result = await runOperation.run({ source, store: path("store.duckdb"), ...options }, { progress });
    return { result, notes: notes.join("\n") };
  }

  test("gives rejects back from a file whose columns have our own names", async () => {
    const rejects = path("rejects.csv");
    const text = "customer_id,sale_date,revenue,source_row,line\na,2024-03-01,5,x,7\nb,n/a,5,y,8\n";
    await run("own-names.csv", text, { rejects, maxRejects: "1" });
    expect(readFileSync(rejects, "utf8")).toMatch(/\n[^\n]*,3,bad_date,b,n\/a,5,y,8\n$/);
  });

  test("reads one column as two parts of a sale", async () => {
    const { result } = await run("shared.csv", "id,day,revenue\n1,2024-03-01,5\n2,2024-03-02,7\n", {
      customer: "revenue",
      date: "day",
    });
    expect(result).toMatchObject({ customers: 2, sales: 2 });
  });

  test("takes the id inside of a nested customer, or what it is told to", async () => {
    const text =
      '{"customer":{"id":1,"email":"x@x.org"},"date":"2024-03-01","amount":5}\n{"customer":{"id":2,"email":"x@x.org"},"date":"2024-03-02","amount":5}\n';
    const guessed = await run("nested.jsonl", text);
    expect(guessed.result).toMatchObject({
      customers: 2,
      columns: { customer: { from: "customer.id", guessed: true } },
    });
    const { result } = await run("nested.jsonl", text, { customer: "customer.email" });
    expect(result.customers).toBe(1);
  });

  test("takes the email of a shop's guests rather than the number that they all share", async () => {
    const text =
      "Order ID,Order Date,Customer User ID,Email (Billing),Order Total Amount\n1,2024-03-01,0,a@x.org,5\n2,2024-03-02,0,b@x.org,7\n";
    const { result } = await run("guests.csv", text);
    expect(result).toMatchObject({ customers: 2, columns: { customer: { from: "Email (Billing)", guessed: true } } });
  });

  test("says so when ties are to be broken where no metric is scored by quintiles", async () => {
    const text = "customer_id,sale_date,revenue\na,2024-03-01,5\n";
    const { notes } = await run("ties.csv", text, { ties: ["frequency=first"], scoring: "saas" });
    expect(notes).toContain("ties has no effect on frequency: saas scores by fixed bounds.");
  });

  test("says whose cutpoints it used", async () => {
    const text = "customer_id,sale_date,revenue\na,2024-03-01,5\nb,2024-03-02,7\n";
    const store = path("kept.duckdb");
    const first = await run("first.csv", text, { store });
    const second = await run("second.csv", text, { store, cutpoints: "latest" });
    expect([first.result.cutpoints_of, second.result.cutpoints_of]).toEqual([null, 1]);
  });
});
