import type { Inputs } from "./input.js";

/** Inputs that a configuration file may set. */
export type Settings<I extends Inputs> = { readonly [Name in keyof I]: I[Name] & { readonly setting: true } };

/** Says of inputs that a configuration file may set them. */
export function asSettings<const I extends Inputs>(inputs: I): Settings<I> {
  const entries = Object.entries(inputs).map(([name, input]) => [name, { ...input, setting: true }]);
  return Object.fromEntries(entries) as Settings<I>;
}
