import type { Engine } from "../engine.js";
import type { LocalEngine } from "./local-engine.js";
import type { Remote } from "./remote.js";

/** Places on database servers; undefined where a place is a file. */
export interface RemotePlaces {
  readonly source: (() => Promise<Remote>) | undefined;
  readonly store: (() => Promise<Remote>) | undefined;
}

/** The embedded engine between two places, to and from which customers are carried, and never sales. */
export function openBetween(places: RemotePlaces, local: LocalEngine): Engine {
  const opened: Remote[] = [];
  const open = async (place: () => Promise<Remote>): Promise<Remote> => {
    const remote = await place();
    opened.push(remote);
    return remote;
  };
  return {
    ...local,
    source: async (location, table) =>
      places.source === undefined ? local.source(location, table) : (await open(places.source)).source(table),
    store: async (location, options) =>
      places.store === undefined ? local.store(location, options) : (await open(places.store)).store(options),
    close: async () => {
      for (const remote of opened) await remote.close();
      await local.close();
    },
  };
}
