import type { Dimension } from "../../model/score.js";
import type { Scoring } from "../../model/scoring.js";
import type { SegmentModel } from "../../model/segment-model.js";

/** One input of an operation, declared once: flags, requests, tools and the reference are derived from it. */
export type Input =
  | (InputBase & {
      readonly type: "text";
      readonly placeholder: string;
      readonly object?: "moment" | "model" | "scoring";
      readonly default?: string;
    })
  /** With `listed`, several values may follow one flag. */
  | (InputBase & {
      readonly type: "texts";
      readonly placeholder: string;
      readonly listed?: boolean;
      readonly object?: "moment" | "ties";
      readonly default?: readonly string[];
    })
  | (InputBase & {
      readonly type: "count";
      readonly placeholder: string;
      readonly least?: number;
      readonly most?: number;
      readonly default?: number;
    })
  | (InputBase & { readonly type: "choice"; readonly choices: readonly string[]; readonly default?: string })
  /** False where it is not given. */
  | (InputBase & { readonly type: "flag" });

interface InputBase {
  /** What it means. Ends in "Default: …" where leaving it out has a meaning that no value of its own expresses. */
  readonly description: string;
  /** Given by position on a command line rather than by name. */
  readonly positional?: boolean;
  readonly required?: boolean;
  /**
   * What a value may be that has power over the machine: the path of a file, an address (a path or a URL), or SQL. No
   * request and no agent sets such an input.
   */
  readonly holds?: "path" | "address" | "sql";
  /** A configuration file may set it. */
  readonly setting?: boolean;
  /** Inputs that cannot be given together with this one, and why. */
  readonly excludes?: { readonly inputs: readonly string[]; readonly because: string };
}

/** The inputs of an operation by name (camelCase; `--kebab-case` as a flag). A default is what holds where none is given. */
export type Inputs = Readonly<Record<string, Input>>;

/** What a caller may give in place of text, for inputs that say so by `object`. */
export interface InputObjects {
  readonly moment: Date;
  readonly model: SegmentModel;
  readonly scoring: Scoring;
  readonly ties: Readonly<Partial<Record<Dimension, "share" | "first">>>;
}

/** What a caller may say: only required inputs have to be given. */
export type OptionsOf<I extends Inputs> = {
  readonly [Name in RequiredOf<I>]: GivenOf<I[Name]>;
} & {
  readonly [Name in Exclude<keyof I, RequiredOf<I>>]?: GivenOf<I[Name]> | undefined;
};

/** The same once it is read; what was not given is still missing. */
export type ReadOf<I extends Inputs> = {
  readonly [Name in RequiredOf<I>]: ValueOf<I[Name]>;
} & {
  readonly [Name in Exclude<keyof I, RequiredOf<I>>]?: ValueOf<I[Name]> | undefined;
};

/** What an operation works with: inputs that have a default are always there. */
export type ValuesOf<I extends Inputs> = {
  readonly [Name in RequiredOf<I> | DefaultedOf<I>]: ValueOf<I[Name]>;
} & {
  readonly [Name in Exclude<keyof I, RequiredOf<I> | DefaultedOf<I>>]?: ValueOf<I[Name]> | undefined;
};

type RequiredOf<I extends Inputs> = {
  [Name in keyof I]: I[Name] extends { required: true } ? Name : never;
}[keyof I];

type DefaultedOf<I extends Inputs> = {
  [Name in keyof I]: I[Name] extends { type: "flag" } | { default: string | number | readonly string[] } ? Name : never;
}[keyof I];

type GivenOf<I extends Input> =
  | ValueOf<I>
  | (I extends { object: infer Kind extends keyof InputObjects } ? InputObjects[Kind] : never)
  | (I extends { type: "texts" } ? string : never);

type ValueOf<I extends Input> = I extends { object: infer Kind extends "model" | "scoring" }
  ? string | InputObjects[Kind]
  : I extends { type: "flag" }
    ? boolean
    : I extends { type: "count" }
      ? number
      : I extends { type: "texts" }
        ? readonly string[]
        : I extends { choices: readonly (infer Choice)[] }
          ? Choice
          : string;
