import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.js";
import { quintile } from "./command.js";

const BIN = fileURLToPath(new URL("../../bin/quintile.js", import.meta.url));
const { folder } = temporaryFolder();

test("an agent starts quintile mcp, asks, and publishes where that is allowed", async () => {
  expect((await quintile(["demo", "--quiet"], { cwd: folder })).code).toBe(0);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [BIN, "mcp", "--store", "demo/quintile.duckdb", "--source", "demo/fact_sales.csv", "--allow-writes"],
    cwd: folder,
    stderr: "pipe",
  });
  const client = new Client({ name: "test", version: "1" });
  await client.connect(transport);
  try {
    const overview = await client.callTool({ name: "overview", arguments: {} });
    expect(overview.structuredContent).toMatchObject({ answer: { run: 1, customers: 4997 } });
    const run = await client.callTool({ name: "run", arguments: { model: "eleven-segment" } });
    expect(run.structuredContent).toMatchObject({ answer: { run: 2, model: "eleven-segment" } });
    const later = await client.callTool({ name: "overview", arguments: {} });
    expect(later.structuredContent).toMatchObject({ answer: { run: 2 } });
  } finally {
    await client.close();
  }
});
