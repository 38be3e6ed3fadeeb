import { readFileSync, writeFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { beforeAll, describe, expect, test } from "vitest";
import { icpOperation } from "../../src/operations/icp/operation.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { manySales, serve, storeOf, type TestServer } from "./serve.js";

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface Described {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

const { path } = temporaryFolder();
let server: TestServer;
let document: OpenApi;
let isAnswer: (method: string, route: string, status: number, type: string, body: unknown) => string[];

beforeAll(async () => {
  const store = await storeOf(path, 500);
  const attributes = path("attributes.csv");
  const ids = Array.from({ length: 500 }, (_, n) => `${n},${n % 3 === 0 ? "Software" : "Farming"},${n % 7}`);
  writeFileSync(attributes, `customer_id,industry,age\n${ids.join("\n")}\n`);
  await icpOperation.run({ attributes, store, top: ["Potential Loyalists"], dimensions: ["industry", "age"] });
  const sales = await manySales(path("again.duckdb"), 300);
  server = await serve({ store, runs: { ...sales, store, threads: 1 } });
  document = (await (await server.api("/openapi.json")).json()) as OpenApi;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "api", components: document.components });
  isAnswer = (method, route, status, type, body) => {
    const described = document.paths[route]?.[method]?.responses[status]?.content[type]?.schema;
    if (described === undefined) return [`${method} ${route} describes no ${type} with status ${status}`];
    const text = JSON.stringify(described).replaceAll('"#/components', '"api#/components');
    const validate = ajv.compile(JSON.parse(text) as object);
    return validate(body)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
});

test("the document is valid OpenAPI 3.1", async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document) as never);
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(validator.version).toBe("3.1");
});

test("the document lists every route, under the names of the operations", () => {
  const listed = Object.entries(document.paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${method} ${route} ${operationId}`),
  );
  expect(listed.toSorted()).toEqual([
    "delete /runs/current cancelRun",
    "get /customers customers",
    "get /customers.csv customersAsCsv",
    "get /customers/{customer} explain",
    "get /icp icpShow",
    "get /models models",
    "get /movement movement",
    "get /movement.csv movementAsCsv",
    "get /openapi.json document",
    "get /overview overview",
    "get /runs runs",
    "get /runs/current currentRun",
    "get /runs/current/events watchRun",
    "post /model publishModel",
    "post /qualify qualify",
    "post /runs startRun",
    "post /runs/{modelOf}/model publishModelOfRun",
  ]);
  const names = document.paths["/customers"]?.["get"]?.parameters.map(
    (parameter) => `${parameter.in} ${parameter.name}`,
  );
  expect(names).toEqual([
    "query segment",
    "query cells",
    "query entered",
    "query left",
    "query search",
    "query sort",
    "query order",
    "query limit",
    "query cursor",
  ]);
});

describe("answers are what the document says", () => {
  test.each([
    ["get", "/overview", "/overview", 200],
    ["get", "/models", "/models", 200],
    ["get", "/customers", "/customers", 200],
    ["get", "/customers", "/customers?limit=3&sort=recency&order=asc&segment=Others&segment=Champions", 200],
    ["get", "/customers", "/customers?search=12&cells=111,555", 200],
    ["get", "/customers", "/customers?limit=0", 400],
    ["get", "/customers", "/customers?cursor=x", 400],
    ["get", "/customers.csv", "/customers.csv?sort=name", 400],
    ["get", "/customers/{customer}", "/customers/7", 200],
    ["get", "/customers/{customer}", "/customers/nobody", 404],
    ["get", "/icp", "/icp", 200],
    ["get", "/runs", "/runs", 200],
    ["get", "/runs/current", "/runs/current", 200],
    ["delete", "/runs/current", "/runs/current", 202],
    ["get", "/openapi.json", "/openapi.json", 200],
  ])("%s %s for %s: %i", async (method, route, asked, status) => {
    const answer = await server.api(asked, { method: method.toUpperCase() });
    expect(answer.status).toBe(status);
    const type = answer.headers.get("content-type") ?? "";
    expect(isAnswer(method, route, status, type, await answer.json())).toEqual([]);
  });

  test("also of a run, from its start to its result", async () => {
    const started = await server.api("/runs", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(started.status).toBe(202);
    expect(isAnswer("post", "/runs", 202, "application/json", await started.json())).toEqual([]);
    await (await server.api("/runs/current/events")).text();
    const state = (await (await server.api("/runs/current")).json()) as { state: string };
    expect(state.state).toBe("done");
    expect(isAnswer("get", "/runs/current", 200, "application/json", state)).toEqual([]);
  });

  test("also of prospects, as JSON", async () => {
    const headers = { "content-type": "text/csv" };
    const answer = await server.api("/qualify", { method: "POST", headers, body: "industry,age\nSoftware,3\n,\n" });
    expect(answer.status).toBe(200);
    expect(isAnswer("post", "/qualify", 200, "application/json", await answer.json())).toEqual([]);
  });

  test("and a schema that is not met is noticed", () => {
    expect(isAnswer("get", "/customers", 200, "application/json", { customers: [], total: "1", next: null })).toEqual([
      "/total must be number",
    ]);
    expect(
      isAnswer("get", "/customers", 200, "application/json", { customers: [], total: 1, next: null, more: 1 }),
    ).toHaveLength(1);
  });
});

test("the dashboard's own kinds of answer are named in the schemas", () => {
  const names = Object.keys(document.components.schemas);
  for (const name of ["Overview", "CustomersPage", "Explanation", "RunState", "Problem", "SegmentModel", "CubeCell"])
    expect(names).toContain(name);
  expect(names).not.toContain("DemoResult"); // no route answers it
});

test("docs/server.md lists the routes of the document", () => {
  const page = readFileSync(new URL("../../docs/server.md", import.meta.url), "utf8");
  for (const route of Object.keys(document.paths)) expect(page).toContain(`\`${route}\``);
});
