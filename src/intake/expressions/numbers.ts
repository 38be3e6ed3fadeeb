import type { NumberColumn } from "../../analysis/sales/typed-expressions.js";
import type { Source } from "../../engines/engine.js";
import type { DecimalMark } from "../../sql/dialect.js";
import { type AskedNumber, exactNumber, findNumbers, type NumbersFound } from "./exact-numbers.js";

/** The numbers that expressions over one source ask for: each column is looked at once, and has one name for each number of places. */
export class Numbers {
  readonly #source: Source;
  readonly #decimal: DecimalMark | undefined;
  readonly #found = new Map<string, NumbersFound>();
  readonly #columns = new Map<string, NumberColumn>();

  constructor(source: Source, decimal: DecimalMark | undefined) {
    this.#source = source;
    this.#decimal = decimal;
  }

  /** All that were named. */
  get columns(): readonly NumberColumn[] {
    return [...this.#columns.values()];
  }

  /** The most places of a column's values. Raises what {@link findNumbers} does. */
  async placesOf(asked: AskedNumber): Promise<number> {
    return (await this.#find(asked)).places;
  }

  /** The name of a column's numbers with so many places; default: as many as its values have. */
  async nameOf(asked: AskedNumber, wanted?: number): Promise<string> {
    const found = await this.#find(asked);
    const places = wanted ?? found.places;
    const key = `${keyOf(asked)} ${places}`;
    const known = this.#columns.get(key);
    if (known !== undefined) return known.name;
    const exact = `${asked.path.join(".")} as a number`;
    const name = this.#free(places === found.places ? exact : `${exact} with ${places} places`);
    this.#columns.set(key, { of: asked.path[0], name, number: exactNumber(this.#source, asked, found, places) });
    return name;
  }

  async #find(asked: AskedNumber): Promise<NumbersFound> {
    const key = keyOf(asked);
    const found = this.#found.get(key) ?? (await findNumbers(this.#source, asked, this.#decimal));
    this.#found.set(key, found);
    return found;
  }

  #free(wanted: string): string {
    const names = [...this.#source.relation.columns, ...this.#columns.values()].map(({ name }) => name.toLowerCase());
    let name = wanted;
    while (names.includes(name.toLowerCase())) name += "_";
    return name;
  }
}

function keyOf({ path: [column, ...within] }: AskedNumber): string {
  return JSON.stringify([column, ...within.map((name) => name.toLowerCase())]);
}
