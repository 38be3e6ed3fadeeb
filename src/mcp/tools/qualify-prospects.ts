import { qualifyBody } from "../../operations/qualify/qualify-body.js";
import { defineTool } from "../tool.js";

const MOST_ROWS = 50;

/** Puts prospects into tiers. */
export const qualifyProspectsTool = defineTool({
  name: "qualify_prospects",
  title: "Qualify prospects",
  description:
    "Puts prospects into the tiers of the ideal customer profile. Each row has the attributes under the names that icp shows, such as industry; anything else in it comes back as it is.",
  inputs: {},
  structures: {
    rows: {
      type: "array",
      minItems: 1,
      maxItems: MOST_ROWS,
      items: { type: "object", additionalProperties: { type: ["string", "number", "boolean", "null"] } },
      description: `Prospects, at most ${MOST_ROWS}`,
    },
  },
  requiredStructures: ["rows"],
  answers: "agentQualified",
  answer: async ({ rows }, _, context) => {
    const { result } = await qualifyBody(Buffer.from(JSON.stringify(rows)), {}, false, context);
    const { run, prospects, tiers, missing, notes, results } = result;
    return { answer: { run, prospects, tiers, missing, notes, results }, askNext: [] };
  },
});
