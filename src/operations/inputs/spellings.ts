import type { Spelling } from "../../errors.js";

/** `asOf` as a setting of a configuration file: `as-of`. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `asOf` as a flag: `--as-of`. */
export const flag: Spelling = (name) => `--${kebab(name)}`;

/** `asOf` as it is written in requests: `as_of`. */
export function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
