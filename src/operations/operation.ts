import type { GivenBytes, KeptStore } from "../engines/engine.js";
import { spell, type Spelling } from "../errors.js";
import { readInputs } from "./inputs/read-inputs.js";
import type { Dimension } from "../model/score.js";
import type { Scoring } from "../model/scoring.js";
import type { SegmentModel } from "../model/segment-model.js";
import type { Style } from "../outputs/style.js";
import type { Answers } from "../results/answers.js";
import type { Stage } from "../results/stage.js";

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

/** Where an operation tells how far it has come. */
export interface Progress {
  /** A stage begins; `rows` is about how many rows it will read, where that is known. */
  stage(stage: Stage, rows?: number): void;
  /** The share of the current stage that is done, 0 to 1. */
  advance(share: number): void;
  /** Something worth knowing that is neither result nor error. It may name inputs by `inputName`. */
  note(message: string): void;
}

/** What surrounds an operation: a way to stop it and a place for progress. */
export interface Context {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: Progress | undefined;
  /** How notes write the names of inputs. Default: as they are declared. */
  readonly spelling?: Spelling | undefined;
  /** True where the answer is shown to a person on a terminal and goes nowhere else: it may hold examples of values. */
  readonly showsValues?: boolean | undefined;
  /** What is read where the source is `-`. Default: standard input. */
  readonly input?: GivenBytes | undefined;
  /** A store that stays open; what works on a store works on this one. Default: the store that the inputs name is opened. */
  readonly store?: KeptStore | undefined;
}

/** The most that an operation does to the world: nothing, tables of a store, or files that it is told to write. */
export type Effect = "reads" | "publishes" | "writes a file";

/** Where an operation that reads is found over HTTP (GET), below `/api/v1`. Which store is read is not for requests to say. */
export interface OperationRoute<Name extends string = string> {
  /** Inputs of the path stand in braces, by their names. */
  readonly path: string;
  /** The inputs that a request may set. */
  readonly takes: readonly Name[];
  /** The statuses of problems beyond those of every route. */
  readonly problems: readonly number[];
}

/** The inputs that a request may set: none that holds a path, an address or SQL. */
type Requestable<I extends Inputs> = {
  [Name in keyof I & string]: I[Name] extends { holds: string } ? never : Name;
}[keyof I & string];

/** What every operation says of itself, before any of its code is loaded. */
interface Described<Name extends keyof Answers, I extends Inputs> {
  /** As words of a command line. What it answers is declared under this name in `results/answers.ts`. */
  readonly name: Name;
  readonly summary: string;
  readonly description: string;
  readonly inputs: I;
  readonly effect: Effect;
  /** Only of operations that read. */
  readonly route?: OperationRoute<Requestable<I>>;
  /** True where the answer is what was asked for and not a report of it: `--quiet` shows it, too. */
  readonly isText?: boolean;
  /** Loads what shows the answer on a terminal. */
  render(): Promise<(answer: Answers[Name], style: Style) => string>;
}

/** What an operation is declared as. */
interface Declaration<Name extends keyof Answers, I extends Inputs> extends Described<Name, I> {
  /** Its name in the library, where that cannot be the one of the command (`icp show`: `icpShow`). */
  readonly function?: string;
  /** False where no configuration file is read, although inputs are shared with operations that read one. */
  readonly configurable?: boolean;
  /** Loads what does the work. */
  load(): Promise<(values: ValuesOf<I>, context: Context) => Promise<Answers[Name]>>;
}

/** Something Quintile can do, declared once: its command, its function, its route and its page of reference are derived. */
export interface Operation<Name extends keyof Answers, I extends Inputs> extends Described<Name, I> {
  /** Its name in the library. */
  readonly function: string;
  /** The inputs that a configuration file sets when they are not given. */
  readonly configured: readonly (keyof I & string)[];
  /**
   * Checks the options, puts defaults where nothing is given, and does the work. Raises `USAGE`, and what the work raises.
   */
  run(options: OptionsOf<I>, context?: Context): Promise<Answers[Name]>;
}

/** An operation whose own types are set aside: what it is told is checked against its inputs anyway. */
export interface AnyOperation extends Omit<Operation<keyof Answers, Inputs>, "run" | "render" | "route"> {
  readonly route?: OperationRoute;
  render(): Promise<(answer: unknown, style: Style) => string>;
  run(options: Readonly<Record<string, unknown>>, context?: Context): Promise<unknown>;
}

/** Declares an operation; its answer is checked against the one that is declared under its name. */
export function defineOperation<const Name extends keyof Answers, const I extends Inputs>({
  configurable = true,
  load,
  ...described
}: Declaration<Name, I>): Operation<Name, I> {
  const { name, inputs } = described;
  const settings = Object.keys(inputs).filter((each) => configurable && inputs[each]?.setting === true);
  return {
    ...described,
    function: described.function ?? name.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase()),
    configured: settings,
    run: async (options, context = {}) => {
      const values = readInputs(inputs, options);
      const work = await load();
      return work(values, { ...context, progress: spellNotes(context) });
    },
  };
}

/** Sets an operation's own types aside. */
export function asAny<Name extends keyof Answers, I extends Inputs>(operation: Operation<Name, I>): AnyOperation {
  return operation as unknown as AnyOperation;
}

function spellNotes({ progress, spelling }: Context): Progress | undefined {
  if (progress === undefined) return undefined;
  return {
    stage: (stage, rows) => progress.stage(stage, rows),
    advance: (share) => progress.advance(share),
    note: (message) => progress.note(spell(message, spelling)),
  };
}
