import { dutch } from "./dutch.js";
import { english } from "./english.js";
import { french } from "./french.js";
import { german } from "./german.js";
import { italian } from "./italian.js";
import type { Language } from "./language.js";
import { polish } from "./polish.js";
import { portuguese } from "./portuguese.js";
import { spanish } from "./spanish.js";
import { turkish } from "./turkish.js";

/** The languages in which headers are known. A new one is a file beside the others, and a name in this list. */
export const LANGUAGES: readonly Language[] = [
  english,
  german,
  french,
  spanish,
  portuguese,
  italian,
  dutch,
  turkish,
  polish,
];
