import { SaxesParser } from "saxes";
import { QuintileError } from "../../../errors.js";

/** What is told while XML is read. Names come without their prefix. */
export interface XmlListener {
  open(name: string, attributes: XmlAttributes): void;
  text(text: string): void;
  close(name: string): void;
}

/** Attributes by their names with prefix, as files write them, such as `r:id`. */
export type XmlAttributes = Readonly<Record<string, string | undefined>>;

/** Elements within each other. */
const DEEPEST = 200;
/** Characters without the start or end of any element: a cell holds 32,767 at most. */
const LONGEST_TEXT = 8 << 20;

/**
 * Reads XML as it comes and tells the listener, after each chunk letting the caller go on. Entities are never expanded, since a
 * document type is refused. Raises `BAD_FILE` where it is no well-formed XML or no XML that a workbook has.
 */
export async function* readXml(
  chunks: AsyncIterable<Uint8Array>,
  listener: XmlListener,
  shown: string,
): AsyncGenerator<void, void, undefined> {
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  let quiet = 0;
  parser.on("error", (error) => {
    throw badWorkbook(shown, "is damaged", error);
  });
  parser.on("doctype", () => {
    throw badWorkbook(shown, "declares XML entities, as no workbook does");
  });
  parser.on("opentag", (tag) => {
    depth += 1;
    quiet = 0;
    if (depth > DEEPEST) throw badWorkbook(shown, "nests XML too deeply for a workbook");
    listener.open(withoutPrefix(tag.name), tag.attributes as XmlAttributes);
  });
  parser.on("closetag", (tag) => {
    depth -= 1;
    quiet = 0;
    listener.close(withoutPrefix(tag.name));
  });
  parser.on("text", (text) => listener.text(text));
  parser.on("cdata", (text) => listener.text(text));
  const decoder = new TextDecoder("utf-8");
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    quiet += text.length;
    parser.write(text);
    if (quiet > LONGEST_TEXT) throw badWorkbook(shown, "holds more text in one place than a cell can have");
    yield;
  }
  parser.write(decoder.decode());
  parser.close();
  yield;
}

/** A workbook that cannot be read. `what` goes on after its name. */
export function badWorkbook(shown: string, what: string, cause?: unknown): QuintileError {
  return new QuintileError("BAD_FILE", `${shown} ${what}.`, {
    hint: "Open it in a spreadsheet program and save the sheet as CSV (UTF-8).",
    cause,
  });
}

function withoutPrefix(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}
