import { beforeAll, expect, test } from "vitest";
import { existsSync } from "node:fs";
import type { Movement } from "../../src/results/movement.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { serve, storeOf, type TestServer } from "./serve.js";

const { path } = temporaryFolder();
let server: TestServer;

beforeAll(async () => {
  server = await serve({ store: await storeOf(path, 400) });
});

test("a request says two moments, and hears who moved between them", async () => {
  const answer = await server.api("/movement?from=2022-01-01&to=2023-06-30&counts=true");
  const movement = (await answer.json()) as Movement;
  expect([answer.status, answer.headers.get("quintile-run")]).toEqual([200, expect.stringMatching(/^1@/)]);
  expect(movement).toMatchObject({ run: 1, from: "2022-01-01", to: "2023-06-30" });
  const sizes = movement.segments.reduce((sum, { after }) => sum + after, 0);
  expect(sizes).toBe(movement.moments[1]?.customers);
  expect(movement.counts?.reduce((sum, { customers }) => sum + customers, 0)).toBe(sizes);
});

test("and the customers of a flow: those who have brought most, or all of them as a file", async () => {
  const query = "from=2022-01-01&to=2023-06-30";
  const { flows } = (await (await server.api(`/movement?${query}`)).json()) as Movement;
  const [largest] = flows;
  const moved = encodeURIComponent(`${largest?.from_segment ?? "new"}>${largest?.to_segment}`);
  // Requests that come at once wait for each other.
  const [listing, file] = await Promise.all([
    server.api(`/movement?${query}&moved=${moved}`),
    server.api(`/movement.csv?${query}&moved=${moved}`),
  ]);
  const { listed } = (await listing.json()) as Movement;
  expect(listed).toMatchObject({ file: null, customers: largest?.customers });
  const worth = listed?.rows?.map(({ monetary }) => monetary) ?? [];
  expect(worth).toEqual(worth.toSorted((one, other) => other - one));
  const [header, ...lines] = (await file.text()).trimEnd().split("\n");
  expect(header).toMatch(/^customer_id,R_before,/);
  expect(lines.length).toBe(largest?.customers);
  expect(file.headers.get("content-disposition")).toBe('attachment; filename="moved-customers.csv"');
});

test("a request names no file, and no other input", async () => {
  const file = path("taken.csv");
  for (const query of [
    `to=${encodeURIComponent(file)}`,
    "from=yesterday",
    "source=x.csv",
    "moved=a%3Eb",
    "to=2023-06-30&to=x.csv",
  ]) {
    const answer = await server.api(`/movement?${query}`);
    expect([query, answer.status]).toEqual([query, 400]);
  }
  expect(existsSync(file)).toBe(false);
});
