import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import type { Document, YAMLMap } from "yaml";
import { type ErrorCode, QuintileError } from "../errors.js";
import { closestName } from "./closest-name.js";

const MAX_ALIASES = 100;
const MAX_LENGTH = 100_000;

/**
 * A YAML or JSON file that was written by hand, read node by node so that every fault in it can be told with
 * its line.
 */
export class YamlDocument {
  readonly root: YAMLMap;
  readonly #document: Document;
  readonly #lines = new LineCounter();
  readonly #code: ErrorCode;
  readonly #file: string | undefined;

  /**
   * @param code of the errors raised here.
   * @param file named in messages; none for text that is not from a file.
   * @throws QuintileError for text that is empty, too long, no YAML, no mapping, or full of aliases.
   */
  constructor(text: string, code: ErrorCode, file: string | undefined) {
    this.#code = code;
    this.#file = file;
    if (text.length > MAX_LENGTH) throw this.error(0, `The text is longer than ${MAX_LENGTH} characters.`);
    try {
      this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
      this.#refuseBadAliases();
    } catch (cause) {
      if (cause instanceof QuintileError) throw cause;
      throw this.error(0, "The text cannot be read as YAML or JSON.", undefined, cause);
    }
    const [bad] = this.#document.errors;
    if (bad !== undefined) throw this.error(bad.pos[0], `Not valid YAML or JSON: ${bad.message}`, undefined, bad);
    const root = this.#document.contents;
    if (root === null || (isScalar(root) && root.value === null)) throw this.error(0, "The text is empty.");
    if (!isMap(root)) throw this.error(root, "The text is not a mapping of keys to values, such as `name: my-model`.");
    this.root = root;
  }

  /** An error that starts with the file and line of a node, or of an offset into the text. */
  error(at: Node | number, message: string, hint?: string, cause?: unknown): QuintileError {
    const line = this.lineOf(at);
    const place = this.#file === undefined ? `line ${line}` : `${this.#file}:${line}`;
    return new QuintileError(this.#code, `${place}: ${message}`, { hint, cause });
  }

  /** The 1-based line of a node, or of an offset into the text. */
  lineOf(at: Node | number): number {
    const offset = typeof at === "number" ? at : (at.range?.[0] ?? 0);
    return Math.max(1, this.#lines.linePos(offset).line);
  }

  /**
   * The values of a mapping by key, where only the given keys are allowed and none may be left empty.
   *
   * @param what the mapping is, for messages: `A rule`.
   */
  fields<Key extends string>(node: Node, keys: readonly Key[], what: string): Partial<Record<Key, Node>> {
    const map = this.resolve(node);
    if (!isMap(map)) throw this.error(node, `${what} is a mapping with the keys ${keys.join(", ")}.`);
    const fields: Partial<Record<Key, Node>> = {};
    for (const pair of map.items) {
      const at = isNode(pair.key) ? pair.key : node;
      const name = isScalar(pair.key) ? String(pair.key.value) : undefined;
      const key = keys.find((known) => known === name);
      if (key === undefined) throw this.#unknownKey(at, name, keys, what);
      const value = isNode(pair.value) ? this.resolve(pair.value) : undefined;
      if (!isNode(pair.value) || (isScalar(value) && value.value === null)) {
        throw this.error(at, `"${key}" has no value.`);
      }
      fields[key] = pair.value;
    }
    return fields;
  }

  /** The items of a list. */
  items(node: Node, what: string): readonly Node[] {
    const list = this.resolve(node);
    if (!isSeq(list)) throw this.error(node, `${what} is a list.`);
    return list.items.map((item) => (isNode(item) ? item : node));
  }

  /** Whether the node is a list, and not a single value. */
  isList(node: Node): boolean {
    return isSeq(this.resolve(node));
  }

  /** Whether the node is text. */
  isText(node: Node): boolean {
    return typeof this.scalar(node) === "string";
  }

  /** Text that is more than blanks. */
  name(node: Node, what: string): string {
    const text = this.text(node, what);
    if (text.trim() === "") throw this.error(node, `${what} is blank.`);
    return text;
  }

  /** Text, blank or not. */
  text(node: Node, what: string): string {
    const value = this.scalar(node);
    if (typeof value === "string") return value;
    const hint = value === undefined ? undefined : "Put it in quotes.";
    throw this.error(node, `${what} is text, and not ${this.show(node)}.`, hint);
  }

  /** The value of a node that is neither list nor mapping; undefined for those. */
  scalar(node: Node): unknown {
    const resolved = this.resolve(node);
    return isScalar(resolved) ? resolved.value : undefined;
  }

  /** What a node holds, in a few characters, for messages. */
  show(node: Node): string {
    const resolved = this.resolve(node);
    if (isMap(resolved)) return "a mapping";
    if (isSeq(resolved)) return "a list";
    const text = String(this.scalar(node));
    return text.length > 40 ? `${text.slice(0, 40)}…` : text;
  }

  /** The node itself, or the one that an alias stands for. */
  resolve(node: Node): Node | undefined {
    return isAlias(node) ? node.resolve(this.#document) : node;
  }

  #refuseBadAliases(): void {
    let aliases = 0;
    visit(this.#document, {
      Alias: (_, alias) => {
        aliases += 1;
        if (aliases > MAX_ALIASES) throw this.error(alias, `There are more than ${MAX_ALIASES} aliases.`);
        if (this.resolve(alias) === undefined) throw this.error(alias, `Nothing is named &${alias.source}.`);
      },
    });
  }

  #unknownKey(at: Node, name: string | undefined, keys: readonly string[], what: string): QuintileError {
    const meant = name === undefined ? undefined : closestName(name, keys);
    const hint = `${meant === undefined ? "" : `Did you mean "${meant}"? `}Keys: ${keys.join(", ")}.`;
    return this.error(at, `${what} has no key ${name === undefined ? "like this" : `"${this.show(at)}"`}.`, hint);
  }
}
