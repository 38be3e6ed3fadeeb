import { apiAddress, requestJson } from "../api/request.js";
import type { Overview } from "../api/types.js";
import { type Formats, formatsFor } from "../format/formats.js";
import { Resource } from "./resource.svelte.js";

/** The published run, shared by all views, and loaded once until the next run. */
class PublishedRun extends Resource<Overview> {
  refresh(): Promise<void> {
    return this.load((signal) => requestJson<Overview>(apiAddress("/overview"), { signal }));
  }

  /** Formats of the configured locale and currency; the browser's until the overview is there. */
  formats: Formats = $derived(formatsFor(this.value?.locale ?? null, this.value?.currency ?? null));
}

/** The published run. */
export const published = new PublishedRun();
