const [NEWLINE, RETURN, QUOTE] = [0x0a, 0x0d, 0x22];
const MARK = [0xef, 0xbb, 0xbf];

/** What a byte is to the rules of CSV. */
const [PLAIN_BYTE, SEPARATOR_BYTE, QUOTE_BYTE, END_BYTE] = [0, 1, 2, 3];

/** Where the scanner stands: before a record, before a value, within one, within quotes, or behind a closing quote. */
const [BEFORE_RECORD, BEFORE_VALUE, PLAIN, QUOTED, CLOSED] = [0, 1, 2, 3, 4];

/** A record of a delimited file, as {@link CsvScanner} tells of it. The same object stands for each. */
export interface CsvRecord {
  /** The line on which it begins, counted as an editor counts lines. */
  line: number;
  /** The position of its first byte. */
  start: number;
  /** How many values it has. */
  values: number;
  /** How many bytes it takes, without the end of its line. */
  bytes: number;
  /** Text stands behind a closing quote, or the file ends within quotes. */
  isBroken: boolean;
}

/** How a file is scanned. */
export interface CsvScanning {
  /** The line on which the file begins, for one whose first lines were left out; default: 1. */
  readonly firstLine?: number;
  /** Collects the position of each separator of the record that is read. */
  readonly separators?: number[];
  /** Collects the position of each carriage return at the end of a line, for the caller, who empties it. */
  readonly returns?: number[];
}

/**
 * Follows the records of a delimited file through its bytes, by the rules of RFC 4180: a quote opens at the start of a value
 * and is doubled within it; lines end with LF, CR LF or CR, also mixed; blank lines are no records; a byte order mark is none
 * of the text. `onRecord` is told of each record at its end, and stops the scanner by returning true.
 */
export class CsvScanner {
  readonly #kinds = new Uint8Array(256);
  readonly #onRecord: (record: CsvRecord) => boolean | void;
  readonly #separators: number[] | undefined;
  readonly #returns: number[] | undefined;
  readonly #record: CsvRecord = { line: 1, start: 0, values: 1, bytes: 0, isBroken: false };
  #state = BEFORE_RECORD;
  #line: number;
  #position = 0; // of the first byte of the chunk
  #start = 0; // of the record
  #lineEnd: number | undefined; // what ends a line within quotes
  #wasReturn = false;
  #isStopped = false;

  constructor(
    delimiter: string,
    onRecord: (record: CsvRecord) => boolean | void,
    { firstLine = 1, separators, returns }: CsvScanning = {},
  ) {
    this.#kinds[delimiter.charCodeAt(0)] = SEPARATOR_BYTE;
    this.#kinds[QUOTE] = QUOTE_BYTE;
    this.#kinds[NEWLINE] = END_BYTE;
    this.#kinds[RETURN] = END_BYTE;
    this.#onRecord = onRecord;
    this.#separators = separators;
    this.#returns = returns;
    this.#line = firstLine;
  }

  /** True once `onRecord` has asked to stop. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** True where the bytes so far end within quotes. */
  get isQuoted(): boolean {
    return this.#state === QUOTED;
  }

  /** Reads on. The state is copied, since a loop over every byte of a file has to be tight. */
  read(chunk: Uint8Array): void {
    if (this.#isStopped) return;
    this.#lineEnd ??= chunk.includes(NEWLINE) ? NEWLINE : RETURN;
    const [kinds, record, lineEnd, separators] = [this.#kinds, this.#record, this.#lineEnd, this.#separators];
    let [state, line, wasReturn] = [this.#state, this.#line, this.#wasReturn];
    const first = this.#position === 0 && MARK.every((byte, index) => chunk[index] === byte) ? MARK.length : 0;
    for (let index = first; index < chunk.length; index += 1) {
      const byte = chunk[index] as number;
      const kind = kinds[byte] as number;
      if (kind === PLAIN_BYTE) {
        if (state === PLAIN || state === QUOTED) continue;
        if (state === BEFORE_RECORD) this.#begin(line, index);
        else if (state === CLOSED) record.isBroken = true;
        state = PLAIN;
      } else if (state === QUOTED) {
        if (kind === QUOTE_BYTE) state = CLOSED;
        else if (byte === lineEnd) line += 1;
      } else if (kind === END_BYTE) {
        const isSecond = byte === NEWLINE && wasReturn && state === BEFORE_RECORD;
        wasReturn = byte === RETURN;
        if (wasReturn) this.#returns?.push(this.#position + index);
        if (isSecond) continue;
        line += 1;
        if (state === BEFORE_RECORD) continue;
        state = BEFORE_RECORD;
        if (this.#end(index)) return;
        continue;
      } else if (kind === SEPARATOR_BYTE) {
        if (state === BEFORE_RECORD) this.#begin(line, index);
        record.values += 1;
        separators?.push(this.#position + index);
        state = BEFORE_VALUE;
      } else if (state !== PLAIN) {
        if (state === BEFORE_RECORD) this.#begin(line, index);
        state = QUOTED;
      }
      wasReturn = false;
    }
    this.#position += chunk.length;
    [this.#state, this.#line, this.#wasReturn] = [state, line, wasReturn];
  }

  /** Tells of the last record where no end of a line follows it. */
  end(): void {
    if (this.#isStopped || this.#state === BEFORE_RECORD) return;
    if (this.#state === QUOTED) this.#record.isBroken = true;
    this.#end(0);
  }

  #begin(line: number, index: number): void {
    [this.#record.line, this.#record.values, this.#record.isBroken] = [line, 1, false];
    this.#start = this.#position + index;
    this.#record.start = this.#start;
  }

  #end(index: number): boolean {
    this.#record.bytes = this.#position + index - this.#start;
    this.#isStopped = this.#onRecord(this.#record) === true;
    return this.#isStopped;
  }
}
