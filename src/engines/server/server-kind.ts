import type { Engine, EngineOptions, KeptStore } from "../engine.js";
import type { LocalEngine } from "../carrying/local-engine.js";
import type { Remote } from "../carrying/remote.js";

/** Where sales and store are, when both are on one server. */
export interface PlacesInOne {
  readonly source: string | undefined;
  readonly store: string | undefined;
}

/** A kind of database server: how its addresses look, and how it is opened. Its client is loaded only when it is. */
export interface ServerKind {
  isAddress(location: string): boolean;
  /** An address as the user wrote it, without its password; other locations come back as they are. */
  withoutPassword(location: string): string;
  /** True where one engine can compute with the sales and write the store: one server and one role. Raises `USAGE`. */
  isOnePlace(source: string, store: string): Promise<boolean>;
  /** Opens the engine that computes where the tables are. */
  openInPlace(places: PlacesInOne, openLocal: () => Promise<LocalEngine>, options: EngineOptions): Promise<Engine>;
  /** Opens one side of a run that is computed in the embedded engine. */
  openRemote(location: string, local: LocalEngine, options: EngineOptions): Promise<Remote>;
  /** Keeps a store open for many readers. */
  keepStore(location: string, schema: string | undefined): Promise<KeptStore>;
}
