import type { InputFile, SourceFindings } from "../engine.js";

/** Collects what the bytes of files turn out to be, while they are opened and read. */
export class FileFindings {
  readonly #encodings = new Set<string>();
  readonly #sheets = new Set<string>();
  #above = 0;
  #below = 0;

  /** To be told of every file that is read, and of copies that stand in for one. */
  onFile({ encoding }: InputFile): void {
    if (encoding !== undefined) this.#encodings.add(encoding);
  }

  onSheets(names: readonly string[]): void {
    for (const name of names) this.#sheets.add(name);
  }

  /** To be told of the lines with text that stand above a header and below a table. */
  onRegion({ above, below }: { readonly above: number; readonly below: number }): void {
    this.#above += above;
    this.#below += below;
  }

  /** What is known so far. */
  all(): SourceFindings {
    return {
      encodings: [...this.#encodings].toSorted(),
      sheets: [...this.#sheets],
      above: this.#above,
      below: this.#below,
    };
  }
}
