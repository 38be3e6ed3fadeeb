import { readFile } from "node:fs/promises";
import type { McpServer } from "@modelcontextprotocol/server";
import { renderGlossary } from "../outputs/render-glossary.js";
import { modelAsYaml } from "../operations/run/requested-model.js";
import { overviewOperation } from "../operations/overview/operation.js";
import type { AgentPlace } from "./tool.js";

/** A text that an agent may read. */
interface Resource {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
  read(place: AgentPlace): Promise<string>;
}

/** A page that comes with the package. */
const DEFINITIONS = new URL("../../docs/definitions.md", import.meta.url);

const RESOURCES: readonly Resource[] = [
  {
    name: "definitions",
    title: "Definitions",
    description: "How every number is computed: recency, frequency, monetary value, scores, segments",
    mimeType: "text/markdown",
    read: () => readFile(DEFINITIONS, "utf8"),
  },
  {
    name: "glossary",
    title: "Glossary",
    description: "The words that answers use, each in a sentence",
    mimeType: "text/markdown",
    read: () => Promise.resolve(renderGlossary()),
  },
  {
    name: "model",
    title: "The published segment model",
    description: "The rules by which customers are in segments, as YAML: what what_if_model takes",
    mimeType: "application/yaml",
    read: async ({ kept, display }) => modelAsYaml((await overviewOperation.run(display, { store: kept })).model),
  },
  {
    name: "last-run",
    title: "The last run",
    description: "When and from what the customers were scored, with cutpoints, and how the sales were read",
    mimeType: "application/json",
    read: async ({ kept, display }) =>
      JSON.stringify((await overviewOperation.run(display, { store: kept })).run, null, 2),
  },
];

/** Offers what an agent may read beside the tools. */
export function registerResources(server: McpServer, place: AgentPlace): void {
  for (const { name, title, description, mimeType, read } of RESOURCES) {
    server.registerResource(name, `quintile://${name}`, { title, description, mimeType }, async (uri) => ({
      contents: [{ uri: uri.href, mimeType, text: await read(place) }],
    }));
  }
}
