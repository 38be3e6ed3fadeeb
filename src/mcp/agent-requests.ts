import { createMcpHandler } from "@modelcontextprotocol/server";
import { agentServer } from "./agent-server.js";
import type { AgentPlace } from "./tool.js";

/** Answers requests of agents over HTTP. */
export interface AgentRequests {
  answer(request: Request): Promise<Response>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** Bytes of a request: a page of prospects, or a model. */
const LARGEST = 1024 * 1024;

/** The agent interface over streamable HTTP: a request brings all that its answer needs. */
export function agentRequests(place: AgentPlace, report: (error: unknown) => void): AgentRequests {
  const { fetch, close } = createMcpHandler(() => agentServer(place), { maxRequestBodySize: LARGEST, onerror: report });
  return { answer: (request) => fetch(request), close };
}
