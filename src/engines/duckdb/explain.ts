import { inputName } from "../../errors.js";
import type { InputFile } from "../engine.js";
import type { Explain } from "../explained.js";
import { ANY_EXPRESSION, CHECK_ALL_EXPRESSIONS, CHECK_EXPRESSIONS } from "../expression-hints.js";
import type { FileFailure } from "../failures.js";
import { type Sentences, withFiles } from "../files/explain-file.js";
import { withoutValues } from "../without-values.js";
import type { DuckdbFailure } from "./failure.js";

/**
 * Makes of a failure of this engine an error for the person at the keyboard. Messages keep no values of the data.
 *
 * @param files those that were opened, by which a path is given its name.
 */
export function explainFailures(files: readonly InputFile[]): Explain<DuckdbFailure> {
  return withFiles((failure) => explain(failure, files), files);
}

function explain(failure: Exclude<DuckdbFailure, FileFailure>, files: readonly InputFile[]): Sentences {
  switch (failure.kind) {
    case "out-of-memory":
      return {
        code: "OUT_OF_MEMORY",
        message: "The work does not fit into the memory limit.",
        hint: `Raise it with ${inputName("memory")} (for example ${inputName("memory")} 4GB), or use fewer ${inputName("threads")}.`,
      };
    case "unreadable-value":
      return {
        code: "UNREADABLE_VALUE",
        message: "A value of the source cannot be read as the type of its column.",
        hint: "Write the file again, or leave that column out.",
      };
    case "unlike-files":
      return {
        code: "BAD_FILE",
        message: "The files do not have the same columns of the same types.",
        hint: "Files of one run share their columns; give a narrower pattern.",
      };
    case "damaged-file":
      return {
        code: "BAD_FILE",
        message: `${nameOf(failure.path, files)} is not a readable Parquet file: it is damaged or cut off.`,
        hint: "Write or download it again, and compare its size with the original.",
      };
    case "occupied":
      return {
        code: "STORE_OCCUPIED",
        message: `The store has a view named ${failure.name}, where a table has to be.`,
        hint: `Name another store with ${inputName("store")}, or rename that view.`,
      };
    case "unfit-value":
      return {
        code: "BAD_EXPRESSION",
        message: "A value does not fit the type that an expression gives it.",
        hint: `Write TRY_CAST(column AS type) in ${ANY_EXPRESSION}: rows that do not fit are rejected then, and counted.`,
      };
    case "bad-expression":
      return badExpression(failure);
    case "cannot-open":
      return {
        code: "NO_SUCH_FILE",
        message: `${failure.path ?? "A file"} cannot be read.`,
        hint: "Check its permissions.",
      };
    default:
      return internal(failure.kind === "internal" ? failure.said : failure.kind);
  }
}

/** The name of the file that lies somewhere; of the only one where the engine does not say which it means. */
function nameOf(path: string | undefined, files: readonly InputFile[]): string {
  const meant = path === undefined ? files : files.filter((file) => file.path === path);
  const [name, ...others] = new Set(meant.map((file) => file.name));
  return name === undefined || others.length > 0 ? (path ?? "A file") : name;
}

function badExpression({ said, isAggregate }: { said: string | undefined; isAggregate: boolean }): Sentences {
  if (isAggregate) {
    return {
      code: "BAD_EXPRESSION",
      message:
        "An expression calls an aggregate or window function, such as sum(), where each row has to be read by itself.",
      hint: `${CHECK_EXPRESSIONS}: Quintile itself adds up the rows of a customer.`,
    };
  }
  if (said === undefined) {
    return {
      code: "BAD_EXPRESSION",
      message: "A function in an expression does not take the values that it is given.",
      hint: `${CHECK_EXPRESSIONS}: the types and the number of what each function is given.`,
    };
  }
  return {
    code: "BAD_EXPRESSION",
    message: said,
    hint: CHECK_ALL_EXPRESSIONS,
  };
}

function internal(said: string): Sentences {
  return {
    code: "INTERNAL",
    message: `The engine failed: ${withoutValues(said)}`,
    hint: "Please report this with the command you ran.",
  };
}
