import type { KnownExport } from "./known-export.js";

/** The exports that are known. A new one is a file beside the others, and a name in this list. */
export const KNOWN_EXPORTS: readonly KnownExport[] = [];
