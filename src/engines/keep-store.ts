import { inputName, QuintileError } from "../errors.js";
import type { KeptStore } from "./engine.js";
import { EMBEDDED } from "./engines.js";
import { serverOf } from "./location.js";

/** Keeps a store open for many readers. Nothing is opened before the first of them comes. Raises `USAGE`. */
export async function keepStore(location: string, schema: string | undefined): Promise<KeptStore> {
  const server = serverOf(location);
  if (server !== undefined) {
    const { KeptServerStore } = await import("./server/kept-store.js");
    return new KeptServerStore(() => server.connect({ store: location }, {}), schema);
  }
  if (schema !== undefined) {
    throw new QuintileError("USAGE", `${inputName("schema")} is for databases; ${location} is a file.`, {
      hint: "Leave it out.",
    });
  }
  return EMBEDDED.keepStore(location);
}
