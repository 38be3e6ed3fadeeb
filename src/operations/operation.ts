import type { GivenBytes, KeptStore } from "../engines/engine.js";
import { spell, type Spelling } from "../errors.js";
import type { Inputs, OptionsOf, ValuesOf } from "./inputs/input.js";
import { readInputs } from "./inputs/read-inputs.js";
import type { Style } from "../outputs/style.js";
import type { Answers } from "../results/answers.js";
import type { Stage } from "../results/stage.js";

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
