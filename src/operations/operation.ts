import type { KeptStore } from "../engines/engine.js";
import type { Stage } from "../results/stage.js";

/** One input of an operation, declared once: flags, requests, tools and the reference are derived from it. */
export type Input =
  | (InputBase & { readonly type: "text"; readonly placeholder: string })
  /** With `listed`, several values may follow one flag. */
  | (InputBase & { readonly type: "texts"; readonly placeholder: string; readonly listed?: boolean })
  | (InputBase & {
      readonly type: "count";
      readonly placeholder: string;
      readonly least?: number;
      readonly most?: number;
    })
  | (InputBase & { readonly type: "choice"; readonly choices: readonly string[] })
  | (InputBase & { readonly type: "flag" });

interface InputBase {
  readonly description: string;
  /** Shown as the default; absent where leaving it out means nothing in particular. */
  readonly default?: string;
  /** Given by position on a command line rather than by name. */
  readonly positional?: boolean;
  readonly required?: boolean;
  /** May hold SQL, and so never comes from a request. */
  readonly sql?: boolean;
}

/** The inputs of an operation by name (camelCase; `--kebab-case` as a flag). */
export type Inputs = Readonly<Record<string, Input>>;

/** The values of declared inputs. */
export type ValuesOf<I extends Inputs> = {
  readonly [Name in keyof I as I[Name] extends { required: true } ? Name : never]: ValueOf<I[Name]>;
} & {
  readonly [Name in keyof I as I[Name] extends { required: true } ? never : Name]?: ValueOf<I[Name]> | undefined;
};

type ValueOf<I extends Input> = I extends { type: "flag" }
  ? boolean
  : I extends { type: "count" }
    ? number
    : I extends { type: "texts" }
      ? readonly string[]
      : I extends { choices: readonly (infer Choice)[] }
        ? Choice
        : string;

/** Where an operation tells how far it has come. */
export interface Progress {
  /** A stage begins; `rows` is about how many rows it will read, where that is known. */
  stage(stage: Stage, rows?: number): void;
  /** The share of the current stage that is done, 0 to 1. */
  advance(share: number): void;
  /** Something worth knowing that is neither result nor error. */
  note(message: string): void;
}

/** What surrounds an operation: a way to stop it and a place for progress. */
export interface Context {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
  /** A store that stays open; what works on a store works on this one. Default: the store that the inputs name is opened. */
  readonly store?: KeptStore | undefined;
}

/** Something Quintile can do, with many faces: a command, a function, later a route and a tool. */
export interface Operation<I extends Inputs, Output> {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly inputs: I;
  /** The inputs that a configuration file sets when they are not given. */
  readonly configured: readonly (keyof I & string)[];
  run(values: ValuesOf<I>, context?: Context): Promise<Output>;
}

/** Declares an operation; types of inputs and output are inferred. */
export function defineOperation<const I extends Inputs, Output>(operation: Operation<I, Output>): Operation<I, Output> {
  return operation;
}
