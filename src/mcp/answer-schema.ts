import { ANSWER_NAMES, ANSWER_SCHEMAS } from "../results/answer-schemas.js";
import type { AllAnswers } from "../results/answers.js";

type Schema = Readonly<Record<string, unknown>>;

const SHARED = "#/components/schemas/";

/** The JSON Schema of what a tool answers, with all that it refers to inside. */
export function answerSchema(name: keyof AllAnswers): Schema {
  const root = ANSWER_NAMES[name];
  const definitions = new Map<string, unknown>();
  const collect = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(collect);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, key === "$ref" ? point(value) : collect(value)]),
    );
  };
  const point = (reference: unknown): string => {
    const wanted = String(reference).slice(SHARED.length);
    if (!definitions.has(wanted)) {
      definitions.set(wanted, {}); // schemas may refer to themselves
      definitions.set(wanted, collect(ANSWER_SCHEMAS[wanted]));
    }
    return `#/$defs/${wanted}`;
  };
  const answer = { $ref: point(SHARED + root) };
  return {
    type: "object",
    properties: {
      answer,
      ask_next: { type: "array", items: { type: "string" }, description: "What to ask next, by tool and input" },
    },
    required: ["answer", "ask_next"],
    $defs: Object.fromEntries(definitions),
  };
}
