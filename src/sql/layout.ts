import type { Dialect } from "./dialect.js";
import { between, type Document, fill, group, indent, line, softLine } from "./document.js";
import type { Sql } from "./fragment.js";
import { type Token, tokensOf } from "./tokens.js";

/** Tokens with what stands in brackets, and between CASE and END, as one. */
type Node = Token | Bracket | Case;

interface Bracket {
  readonly kind: "bracket";
  readonly open: string;
  readonly close: string;
  readonly isApart: boolean;
  readonly nodes: readonly Node[];
}

interface Case {
  readonly kind: "case";
  readonly isApart: boolean;
  readonly nodes: readonly Node[];
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** What a part of a statement starts with. Where several words do, the first of them. */
const CLAUSES = /^(WITH|SELECT|FROM|WHERE|GROUP|HAVING|ORDER|LIMIT|UNION|VALUES|CROSS|JOIN|SET|INSERT|UPDATE|DELETE)$/;

/** Clauses whose keyword is two words. */
const SECOND_WORDS = /^(BY|ALL|JOIN|INTO|FROM)$/;

/**
 * A fragment in lines and indents that a person enjoys reading. Only blanks between words change, and `name AS name` is
 * said once: names, values and what a person wrote stay as they are.
 */
export function layOut(fragment: Sql, dialect: Dialect): Document {
  return statement(nest(tokensOf(fragment, dialect), { next: 0 }, undefined));
}

/** The nodes up to a closing token, which is passed over. */
function nest(tokens: readonly Token[], position: { next: number }, end: string | undefined): Node[] {
  const nodes: Node[] = [];
  for (;;) {
    const token = tokens[position.next];
    if (token === undefined) return nodes;
    position.next += 1;
    const { text, isApart, kind } = token;
    const close = CLOSING[text];
    if (kind === "atom") nodes.push(token);
    else if (text === end) return nodes;
    else if (close !== undefined) {
      nodes.push({ kind: "bracket", open: text, close, isApart, nodes: nest(tokens, position, close) });
    } else if (text === "CASE") nodes.push({ kind: "case", isApart, nodes: nest(tokens, position, "END") });
    else nodes.push(token);
  }
}

function statement(nodes: readonly Node[]): Document {
  return group(between(splitBefore(nodes, startsClause).map(clause), line));
}

/** IS DISTINCT FROM is a comparison. */
function startsClause(node: Node, before: Node | undefined): boolean {
  if (!isWord(node, CLAUSES) || isWord(before, /^DISTINCT$/)) return false;
  return !(isWord(node, SECOND_WORDS) && isWord(before, CLAUSES));
}

function clause(nodes: readonly Node[]): Document {
  const words = isWord(nodes[0], CLAUSES) ? (isWord(nodes[1], SECOND_WORDS) ? 2 : 1) : 0;
  if (words === 0) return list(nodes);
  const keyword = nodes.slice(0, words);
  const body = nodes.slice(words);
  if (isWord(keyword[0], /^VALUES$/)) return [flow(keyword), indent([line, fill(items(body))])];
  if (body.length === 0) return flow(keyword);
  // A query in brackets opens on the line of its keyword.
  const isSingle = isWord(keyword[0], /^FROM$/) && !body.some((node) => isMark(node, ","));
  if (isSingle) return [flow(keyword), " ", flow(body)];
  return group([flow(keyword), indent([line, list(body)])]);
}

/** Expressions with commas between them. */
function list(nodes: readonly Node[]): Document {
  return between(items(nodes), line);
}

/** Expressions, each with the comma behind it. */
function items(nodes: readonly Node[]): Document[] {
  return splitBefore(nodes, (_, before) => isMark(before, ",")).map((item) =>
    isMark(item.at(-1), ",") ? [column(item.slice(0, -1)), ","] : column(item),
  );
}

function column(nodes: readonly Node[]): Document {
  const [first, as, alias] = nodes;
  const isSame = nodes.length === 3 && isWord(as, /^AS$/) && textOf(first) === textOf(alias);
  return expression(isSame ? nodes.slice(0, 1) : nodes);
}

function textOf(node: Node | undefined): string | undefined {
  return node !== undefined && "text" in node ? node.text : undefined;
}

/** Conditions break before each AND and OR, and the further ones may hang behind the first; sums break before each sign. */
function expression(nodes: readonly Node[], hang: (document: Document) => Document = (document) => document): Document {
  const [first = [], ...rest] = splitBefore(
    nodes,
    (node, _, index) => isWord(node, /^(AND|OR)$/) && !endsRange(nodes, index),
  );
  return rest.length === 0 ? sum(nodes) : group([sum(first), hang(rest.map((each) => [line, sum(each)]))]);
}

function sum(nodes: readonly Node[]): Document {
  const [first = [], ...rest] = splitBefore(nodes, (node, _, index) => isSpacedSign(node, nodes[index + 1]));
  // Where only the last term can be broken, it is enough to break that one.
  const isPlain = [first, ...rest.slice(0, -1)].flat().every((node) => !("nodes" in node));
  return isPlain ? flow(nodes) : group([flow(first), indent(rest.map((term) => [line, flow(term)]))]);
}

/** True for the AND of a BETWEEN. */
function endsRange(nodes: readonly Node[], index: number): boolean {
  const words = nodes.slice(0, index).filter((node) => isWord(node, /^(AND|OR|BETWEEN)$/));
  return isWord(words.at(-1), /^BETWEEN$/);
}

function isSpacedSign(node: Node, next: Node | undefined): boolean {
  return node.isApart && next?.isApart === true && ["+", "-", "||"].some((sign) => isMark(node, sign));
}

/** Nodes one after the other, with a blank where there was one. */
function flow(nodes: readonly Node[]): Document {
  return nodes.map((node, index) => (index > 0 && node.isApart ? [" ", single(node)] : single(node)));
}

function single(node: Node): Document {
  if (node.kind === "case") return choice(node.nodes);
  if (node.kind !== "bracket") return node.text;
  const content = isWord(node.nodes[0], /^(SELECT|VALUES|WITH)$/) ? statement(node.nodes) : list(node.nodes);
  return group([node.open, indent([softLine, content]), softLine, node.close]);
}

function choice(nodes: readonly Node[]): Document {
  const [first = [], ...rest] = splitBefore(nodes, (node) => isWord(node, /^(WHEN|ELSE)$/));
  const isSimple = !isWord(first[0], /^(WHEN|ELSE)$/);
  const branches = isSimple ? rest : [first, ...rest];
  const head: Document = isSimple ? ["CASE ", flow(first)] : "CASE";
  return group([head, indent(branches.map((each) => [line, branch(each)])), line, "END"]);
}

function branch(nodes: readonly Node[]): Document {
  const [when = [], then] = splitBefore(nodes, (node) => isWord(node, /^THEN$/));
  const headed = (part: readonly Node[]): Document => [flow(part.slice(0, 1)), " ", expression(part.slice(1), indent)];
  return then === undefined ? headed(when) : group([headed(when), indent([line, headed(then)])]);
}

/** Cuts a sequence before each node that starts a new part. */
function splitBefore(
  nodes: readonly Node[],
  starts: (node: Node, before: Node | undefined, index: number) => boolean,
): Node[][] {
  const parts: Node[][] = [];
  nodes.forEach((node, index) => {
    const current = parts.at(-1);
    if (current === undefined || starts(node, nodes[index - 1], index)) parts.push([node]);
    else current.push(node);
  });
  return parts;
}

function isWord(node: Node | undefined, pattern: RegExp): boolean {
  return node?.kind === "word" && pattern.test(node.text);
}

function isMark(node: Node | undefined, text: string): boolean {
  return node?.kind === "mark" && node.text === text;
}
