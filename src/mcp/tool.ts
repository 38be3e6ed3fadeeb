import type { Inputs } from "../operations/inputs/input.js";
import type { Context } from "../operations/operation.js";
import type { AllAnswers } from "../results/answers.js";
import type { ServedPlace } from "../operations/run/served-place.js";
import type { KeptStore } from "../operations/store/keep-store.js";

type Schema = Readonly<Record<string, unknown>>;

/** The store that an agent asks about, and what else was configured where the interface was started. */
export interface AgentPlace extends ServedPlace {
  readonly kept: KeptStore;
  /** True where an agent may publish. */
  readonly allowsWrites: boolean;
}

/** What a tool answers: one of the declared answers, and what an agent may ask after it. */
export interface ToolAnswer<Name extends keyof AllAnswers> {
  readonly answer: AllAnswers[Name];
  /** Sentences that name tools and their inputs. */
  readonly askNext: readonly string[];
}

/** A tool of the agent interface, declared once: its schemas, annotations and checks are derived. */
export interface Tool<Name extends keyof AllAnswers = keyof AllAnswers> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What an agent may set: nothing that holds a path, an address or SQL. */
  readonly inputs: Inputs;
  /** Inputs that are no text, number or choice, as JSON Schema; they reach the work as they are. */
  readonly structures?: Readonly<Record<string, Schema>>;
  /** Names among `structures` that must be given. */
  readonly requiredStructures?: readonly string[];
  readonly answers: Name;
  /** True where it changes the store. */
  readonly publishes?: boolean;
  /** True where it reads the configured sales, and there must be some. */
  readonly needsSales?: boolean;
  answer(
    values: Readonly<Record<string, unknown>>,
    place: AgentPlace,
    context: Context & { readonly store: KeptStore },
  ): Promise<ToolAnswer<Name>>;
}

/** Declares a tool. */
export function defineTool<const Name extends keyof AllAnswers>(tool: Tool<Name>): Tool {
  return tool as unknown as Tool;
}
