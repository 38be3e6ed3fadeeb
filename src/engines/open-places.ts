import type { LocalEngine } from "./carrying/local-engine.js";
import type { ServerAddresses, ServerKind } from "./engine-kind.js";
import type { EngineOptions, Source, Store } from "./engine.js";
import { EMBEDDED } from "./engines.js";
import { serverOf } from "./location.js";
import type { OpenedPlaces, SoughtPlaces, SoughtSource, SoughtStore } from "./places.js";

/** The places that a command needs, and what it asks of them. */
export interface PlacesOptions extends EngineOptions, SoughtPlaces {
  /** Compute in the embedded engine, and carry there what lies elsewhere, since something else is to be joined with it. */
  readonly carried?: boolean | undefined;
}

/** Opened places: those that were asked for are there. */
export type Places<Options extends PlacesOptions> = Omit<OpenedPlaces, "source" | "store"> & {
  readonly source: Options extends { readonly source: SoughtSource } ? Source : undefined;
  readonly store: Options extends { readonly store: SoughtStore } ? Store : undefined;
};

/**
 * Opens source and store together, with the engine that they ask for, and loads no other: the server itself where both are
 * on it; otherwise the embedded engine, to which customers (never sales) are carried from a server, or from there to one.
 * A source is opened before the store, whose schema is that of the sales unless another is named. Raises what opening
 * either does; then nothing stays open.
 */
export async function openPlaces<const Options extends PlacesOptions>(options: Options): Promise<Places<Options>> {
  const { source, store, carried, ...engineOptions } = options as PlacesOptions;
  const openLocal = (): Promise<LocalEngine> => EMBEDDED.open(engineOptions);
  const server = carried === true ? undefined : await onePlace(source?.at, store?.at);
  const opened =
    server === undefined
      ? await (
          await import("./carrying/open-embedded.js")
        ).openEmbedded(await openLocal(), { source, store }, engineOptions)
      : await (
          await import("./server/open-in-place.js")
        ).openInPlace(
          await server.connect({ source: source?.at, store: store?.at } as ServerAddresses, engineOptions),
          { source, store },
          openLocal,
        );
  return opened as unknown as Places<Options>;
}

/** Does work with places that are being opened, and closes them also where it fails. */
export async function withPlaces<P extends { close(): Promise<void> }, T>(
  opening: Promise<P>,
  work: (places: P) => Promise<T>,
): Promise<T> {
  const places = await opening;
  try {
    return await work(places);
  } finally {
    await places.close();
  }
}

/** The one server that holds all there is; undefined where there is another place, or another role. */
async function onePlace(source: string | undefined, store: string | undefined): Promise<ServerKind | undefined> {
  const location = source ?? store;
  const server = location === undefined ? undefined : serverOf(location);
  if (source === undefined || store === undefined || server === undefined) return server;
  if (!server.isAddress(store)) return undefined;
  return (await server.isOnePlace(source, store)) ? server : undefined;
}
