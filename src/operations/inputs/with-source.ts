import type { EngineOptions, Source } from "../../engines/engine.js";
import type { OpenedPlaces, SoughtStore } from "../../engines/places.js";
import type { Stages } from "../../scoring/stages.js";
import type { Context } from "../operation.js";
import { type SaidOfSource, sourceOf } from "./source-of.js";

/** Inputs that say where sales are, how they are read and with what means. */
type SourceOptions = SaidOfSource & Pick<EngineOptions, "memory" | "threads" | "statementTimeout">;

/**
 * Opens the source that the inputs of a command name, and a store beside it where one is to be changed; does work with them, and closes
 * them also where the work fails. Raises what opening them does.
 */
export async function withSource<T>(
  options: SourceOptions,
  context: Context,
  stages: Stages,
  work: (opened: Pick<OpenedPlaces, "engine" | "store"> & { readonly source: Source }) => Promise<T>,
  store?: SoughtStore,
): Promise<T> {
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  const { memory, threads, statementTimeout } = options;
  const note = (message: string): void => context.progress?.note(message);
  const source = sourceOf(options, note, context.input);
  const opening = stages.run("open", () =>
    openPlaces({
      source,
      ...(store === undefined ? {} : { store }),
      memory,
      threads,
      statementTimeout,
      signal: context.signal,
    }),
  );
  return withPlaces(opening, work);
}
