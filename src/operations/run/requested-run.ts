import { inputName, QuintileError } from "../../errors.js";
import { SCORING_PRESETS } from "../../model/scoring-presets.js";
import { SEGMENT_MODELS } from "../../model/segment-models.js";
import type { Input, Inputs, ReadOf } from "../inputs/input.js";
import { chooseModel } from "./choose-model.js";
import { chooseScoring } from "./choose-scoring.js";
import { type RunValues, runInputs } from "./inputs.js";
import { parseTies } from "./parse-ties.js";

const { asOf, since, refunds, ties } = runInputs;

/** What is configured holds where a request says nothing, not what holds without any configuration. */
function asConfigured<I extends Input>({
  description,
  ...input
}: I): Omit<I, "default"> & { readonly description: string } {
  const { default: _, ...others } = input as { readonly default?: unknown };
  return { ...others, description: `${description}. Default: as configured` } as Omit<I, "default"> & {
    readonly description: string;
  };
}

/** What a request may choose for a run: names and moments, and nothing that could be a path, an address or SQL. */
export const requestedRunInputs = {
  model: {
    type: "text",
    placeholder: "NAME",
    description:
      "Segment model by its name: five-segment, eleven-segment, or the configured one. Default: the configured one",
  },
  scoring: {
    type: "text",
    placeholder: "NAME",
    description:
      "Scoring by its name: quintiles, general, b2b-service, saas, manufacturing, or the configured one. Default: the configured one",
  },
  asOf,
  since,
  refunds: asConfigured(refunds),
  ties: asConfigured(ties),
} as const satisfies Inputs;

/** Values of {@link requestedRunInputs}. */
export type RequestedRun = ReadOf<typeof requestedRunInputs>;

const MOMENT = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Raises `USAGE` for a text that is no date and no moment. */
export function requireMoment(name: string, moment: string | undefined): void {
  if (moment === undefined || (MOMENT.test(moment) && !Number.isNaN(Date.parse(moment)))) return;
  throw new QuintileError("USAGE", `${inputName(name)} is not a date.`, {
    hint: "Write it as ISO 8601: 2024-12-31, or 2024-12-31T18:00:00Z.",
  });
}

/**
 * The configured run with what a request chose. Names stand for what comes with Quintile or is configured: no file is
 * looked for. Raises `NO_SUCH_MODEL`, `NO_SUCH_SCORING` or `USAGE`.
 */
export async function requestedRun(configured: RunValues, requested: RequestedRun): Promise<RunValues> {
  requireMoment("asOf", requested.asOf);
  requireMoment("since", requested.since);
  parseTies(requested.ties);
  const model = await chosenName(
    "model",
    requested.model,
    configured.model,
    async (name) => (await chooseModel(name)).name,
  );
  const scoring = await chosenName(
    "scoring",
    requested.scoring,
    configured.scoring,
    async (name) => (await chooseScoring(name)).name,
  );
  // Cutpoints of an earlier run bring their own scoring and ties: who chooses those wants them fitted anew.
  const isFittedAnew = requested.scoring !== undefined || requested.ties !== undefined;
  return {
    ...configured,
    ...definedOnly({ asOf: requested.asOf, since: requested.since, refunds: requested.refunds, ties: requested.ties }),
    model,
    scoring,
    cutpoints: isFittedAnew ? undefined : configured.cutpoints,
  };
}

const KNOWN = {
  model: SEGMENT_MODELS.map(({ name }) => name),
  scoring: SCORING_PRESETS.map(({ name }) => name),
} as const;

/** The option that stands for a requested name: the name itself if it comes with Quintile, or the configured file if it has that name. */
async function chosenName<T>(
  what: "model" | "scoring",
  requested: string | undefined,
  configured: T | undefined,
  nameOf: (configured: T) => Promise<string>,
): Promise<T | string | undefined> {
  if (requested === undefined) return configured;
  if (KNOWN[what].includes(requested)) return requested;
  const own = configured === undefined ? undefined : await nameOf(configured);
  if (own === requested) return configured;
  const names = [...new Set([...KNOWN[what], ...(own === undefined ? [] : [own])])];
  throw new QuintileError(
    what === "model" ? "NO_SUCH_MODEL" : "NO_SUCH_SCORING",
    `There is no ${what} of that name here.`,
    {
      hint: `Known names: ${names.join(", ")}.`,
    },
  );
}

function definedOnly<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
