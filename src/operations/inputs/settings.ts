import { displayInputs } from "./display-inputs.js";
import type { Inputs } from "./input.js";
import { runInputs } from "../run/inputs.js";

/** All that a configuration file may set; each operation takes from it what its own inputs say may be set. */
export const SETTINGS: Inputs = { ...runInputs, ...displayInputs };
