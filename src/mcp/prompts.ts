import type { McpServer } from "@modelcontextprotocol/server";

/** A question that people often have, with the way to its answer. */
const PROMPTS = [
  {
    name: "what_changed",
    title: "What changed?",
    description: "Who moved between segments in the last month, why, and what to do",
    text: "Tell me in five sentences what changed in our customer base in the last month. Use overview, then movement. Say which flows matter by their money, whether customers did something (behaviour), nothing (silence), or only the cutpoints moved (yardstick), and what to do about the largest loss. Name counts and amounts, and nothing that the figures do not show.",
  },
  {
    name: "win_back",
    title: "Who should we win back?",
    description: "A list of valuable customers who stopped buying",
    text: "Make me a list to call: valuable customers who stopped buying. Use movement over the last quarter (every quarter, periods 1) to see which flows out of the best segments are due to silence, then movement with moved for the customers of the largest one. Give id, monetary value and what they were before, those who have brought most first, and say how many there are in all.",
  },
] as const;

/** Offers the questions. */
export function registerPrompts(server: McpServer): void {
  for (const { name, title, description, text } of PROMPTS) {
    server.registerPrompt(name, { title, description }, () => ({
      messages: [{ role: "user", content: { type: "text", text } }],
    }));
  }
}
