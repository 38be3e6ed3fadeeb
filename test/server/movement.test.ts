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
