import { inputName, QuintileError } from "../errors.js";

const SIZE = /^(\d+(?:\.\d+)?)\s*([KMGT])(i?)B$/i;

/** The bytes of a memory limit such as `2GB` or `512MiB`. Raises `USAGE` for what is no size. */
export function memorySize(memory: string): number {
  const [, digits, unit, binary] = SIZE.exec(memory.trim()) ?? /^(\d+(?:\.\d+)?)\s*()()B$/i.exec(memory.trim()) ?? [];
  if (digits === undefined) {
    throw new QuintileError("USAGE", `${inputName("memory")} ${memory} is not a size.`, {
      hint: "Write a number with a unit: 2GB, 512MB, 1.5GiB.",
    });
  }
  const power = " KMGT".indexOf((unit ?? "").toUpperCase() || " ");
  return Number(digits) * (binary === "" ? 1000 : 1024) ** power;
}
