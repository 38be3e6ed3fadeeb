import type { Spelling } from "../../errors.js";
import type { Input, Inputs } from "./input.js";
import { defaultOf } from "./read-inputs.js";

type Schema = Readonly<Record<string, unknown>>;

/** Inputs as the JSON Schema (2020-12) of one object, under the names that a face gives them. */
export function schemaOfInputs(inputs: Inputs, spelling: Spelling): Schema {
  const entries = Object.entries(inputs);
  const required = entries.filter(([, input]) => input.required === true).map(([name]) => spelling(name));
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(
      entries.map(([name, input]) => [spelling(name), { ...schemaOf(input), description: input.description }]),
    ),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** An input as JSON Schema, with the default that holds where it is not given. */
export function schemaOf(input: Input): Schema {
  const value = defaultOf(input);
  const standard = value === undefined ? {} : { default: value };
  switch (input.type) {
    case "count":
      return {
        type: "integer",
        minimum: input.least ?? 1,
        ...(input.most === undefined ? {} : { maximum: input.most }),
        ...standard,
      };
    case "choice":
      return { type: "string", enum: input.choices, ...standard };
    case "flag":
      return { type: "boolean", ...standard };
    case "texts":
      return { type: "array", items: { type: "string", minLength: 1 }, ...standard };
    case "text":
      return { type: "string", minLength: 1, ...standard };
  }
}
