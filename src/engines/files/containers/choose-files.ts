import { QuintileError } from "../../../errors.js";
import type { FileOptions, InputFile } from "../../engine.js";
import { headersOf } from "./headers-of.js";
import { listNames } from "./zip-member.js";

/** A question offers no more answers than a person reads. */
const MOST_ANSWERS = 3;

interface Headed {
  readonly file: InputFile;
  /** Undefined where they are not known. */
  readonly headers: readonly string[] | undefined;
}

/**
 * Of several files out of one archive, those that are the sales: the only one whose headers name a customer, a date and an amount, or
 * all that do where they have the same headers, or all where they have the same headers. Raises `BAD_FILE`, a question.
 *
 * @param shown what to call the archive in messages.
 * @param note told what is read, and what is not.
 */
export async function chooseFiles(
  files: readonly InputFile[],
  shown: string,
  { findTable, givenBy = "source" }: FileOptions,
  note: (message: string) => void,
): Promise<readonly InputFile[]> {
  const all: Headed[] = [];
  for (const file of files) all.push({ file, headers: await headersOf(file, findTable) });
  const sales = all.filter(({ headers }) => headers !== undefined && findTable?.hasSales(headers) === true);
  const found = sales.length > 0 ? sales : all;
  const nameOf = ({ file }: Headed): string => file.name.slice(shown.length + 1);
  if (!haveSameHeaders(found)) {
    const answers = found.slice(0, MOST_ANSWERS).map(nameOf);
    throw new QuintileError(
      "BAD_FILE",
      `${shown} holds ${all.length} files that could be sales: ${listNames(all.map(nameOf))}.`,
      {
        hint: "They do not all have the same columns. Name the one that holds the sales.",
        tries:
          files[0]?.given === undefined
            ? []
            : answers.map((name) => ({
                inputs: { [givenBy]: `${files[0]?.given ?? shown}/${name}` },
                means: `the sales are in ${name}`,
              })),
      },
    );
  }
  const left = all.filter((each) => !found.includes(each));
  const others =
    left.length === 0 ? "" : `; ${listNames(left.map(nameOf))} ${left.length === 1 ? "is" : "are"} left out`;
  const read =
    found.length === 1
      ? `is read from ${found.map(nameOf).join()}`
      : `holds ${found.length} files with the same columns, and all are read`;
  note(`${shown} ${read}${others}.`);
  return found.map(({ file }) => file);
}

function haveSameHeaders(files: readonly Headed[]): boolean {
  const [first, ...others] = files.map(({ headers }) => headers && keyOf(headers));
  return others.length === 0 || (first !== undefined && others.every((other) => other === first));
}

/** Files are joined by the names of their columns: order, case, blanks, `_` and `-` play no part. */
function keyOf(headers: readonly string[]): string {
  return headers
    .map((header) => header.toLowerCase().replaceAll(/[\s_-]/g, ""))
    .toSorted()
    .join("\n");
}
