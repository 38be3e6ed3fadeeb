import type { Input } from "../operations/inputs/input.js";
import { schemaOf, schemaOfInputs } from "../operations/inputs/input-schema.js";
import { snake } from "../operations/inputs/spellings.js";
import { version } from "../version.js";
import { ANSWER_NAMES, ANSWER_SCHEMAS } from "../results/answer-schemas.js";
import type { AllAnswers } from "../results/answers.js";
import { problem } from "./problem.js";
import type { AnswerBody, RequestBody, Route } from "./route.js";
import { RUN_HEADER } from "./run-of-answer.js";
import type { OpenApiDocument } from "../results/open-api-document.js";

type Schema = Readonly<Record<string, unknown>>;
const TEXT: Schema = { schema: { type: "string" } };

/** Problems that any route may answer. */
const COMMON = [400, 401, 403, 405, 421, 500, 503];

/** The OpenAPI document of the routes, out of what they and the operations declare. */
export function openApiDocument(routes: readonly Route[], isGuarded: boolean): OpenApiDocument {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operationOf(route);
  paths["/openapi.json"] = { get: operationOf(DOCUMENT) };
  return {
    openapi: "3.1.0",
    info: {
      title: "Quintile",
      version,
      summary: "Customer segments by recency, frequency and monetary value",
      description:
        "Exact amounts are decimals as text. Errors are problems (RFC 9457) with a code that never changes its meaning. " +
        `What is read from the store says in the header ${RUN_HEADER} which run published it; answers with the same value belong together.`,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/api/v1" }],
    security: isGuarded ? [{ token: [] }] : [],
    paths,
    components: {
      schemas: schemasOf(paths),
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "The token that the server was started with" },
      },
    },
  };
}

const DOCUMENT: Pick<Route, "id" | "summary" | "description" | "inputs" | "answer" | "problems" | "path"> = {
  id: "document",
  path: "/openapi.json",
  summary: "Describe the API",
  description: "This document.",
  inputs: {},
  answer: { status: 200, description: "The OpenAPI document", bodies: [{ json: "document" }] },
  problems: [],
};

function operationOf(route: typeof DOCUMENT & { readonly body?: RequestBody }): Schema {
  const { id, summary, description, answer } = route;
  return {
    operationId: id,
    summary,
    description,
    parameters: Object.entries(route.inputs).map(([name, input]) => parameterOf(name, input, route.path)),
    ...(route.body === undefined ? {} : { requestBody: bodyOf(route.body) }),
    responses: {
      [answer.status]: { description: answer.description, content: Object.fromEntries(answer.bodies.map(contentOf)) },
      ...Object.fromEntries([...new Set([...COMMON, ...route.problems])].toSorted().map(problemOf)),
    },
  };
}

function parameterOf(name: string, input: Input, path: string): Schema {
  const isInPath = path.includes(`{${name}}`);
  return {
    name: snake(name),
    in: isInPath ? "path" : "query",
    required: isInPath || input.required === true,
    description: input.description,
    ...(input.type === "texts" ? { style: "form", explode: true } : {}),
    schema: schemaOf(input),
  };
}

function bodyOf(body: RequestBody): Schema {
  if ("types" in body) {
    const content = Object.fromEntries(body.types.map((type) => [type, type.startsWith("text/") ? TEXT : {}]));
    return { required: true, description: body.description, content };
  }
  return { required: false, content: { "application/json": { schema: schemaOfInputs(body.inputs, snake) } } };
}

/** The schemas that a document refers to, and those that these refer to. */
function schemasOf(document: unknown): Record<string, Schema> {
  const needed = new Map<string, Schema>();
  const collect = (part: unknown): void => {
    for (const [, name = ""] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      const schema = ANSWER_SCHEMAS[name];
      if (schema === undefined || needed.has(name)) continue;
      needed.set(name, schema);
      collect(schema);
    }
  };
  collect(document);
  return Object.fromEntries(needed);
}

function contentOf(body: AnswerBody): [string, Schema] {
  return "json" in body ? ["application/json", { schema: referenceTo(body.json) }] : [body.text, TEXT];
}

function problemOf(status: number): [string, Schema] {
  const { title } = problem(status, "", "");
  return [
    String(status),
    { description: title, content: { "application/problem+json": { schema: referenceTo("problem") } } },
  ];
}

function referenceTo(answer: keyof AllAnswers): Schema {
  return { $ref: `#/components/schemas/${ANSWER_NAMES[answer]}` };
}
