import { apiAddress, requestJson } from "../api/request.js";
import { type Formats, formatsFor } from "../format/formats.js";
import { Resource } from "./resource.svelte.js";
import type { Overview } from "../../results/overview.js";

/** The published run, shared by all views; it stays the same object until the server answers something else. */
class PublishedRun extends Resource<Overview> {
  refresh(): Promise<void> {
    return this.load(async (signal) => {
      const [shown, read] = [this.value, await requestJson<Overview>(apiAddress("/overview"), { signal })];
      return shown !== undefined && JSON.stringify(shown) === JSON.stringify(read) ? shown : read;
    });
  }

  /** Formats of the configured locale and currency; the browser's until the overview is there. */
  formats: Formats = $derived(formatsFor(this.value?.locale ?? null, this.value?.currency ?? null));
}

/** The published run. */
export const published = new PublishedRun();
