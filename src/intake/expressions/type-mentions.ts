import { inputName, QuintileError } from "../../errors.js";
import type { ParsedExpression } from "../../sql/parsed-expression.js";
import { functionType, isAggregate, type Nature, natureOfType, type Place, VALUE_NAMES } from "./function-types.js";

/** A column that an expression mentions, and what it is to be in that place. */
export interface Mention {
  /** In bytes of UTF-8. */
  readonly position: number;
  /** The column or, where it holds objects, the way to a value in it. */
  readonly names: readonly string[];
  /**
   * A number in the column's notation, as an exact decimal or a whole number of the engine's type; or the text. `itself` is a column that
   * has a type, or a name that is none of a column.
   */
  readonly as: Exclude<Place, "free"> | "itself";
}

/** Two columns that only their order relates: as text, 9 would come after 10. */
export interface UnclearOrder {
  /** In bytes of UTF-8: where the sign stands. */
  readonly position: number;
  /** The columns on both sides; undefined where a side is more than a column. */
  readonly sides: readonly [Mention, Mention] | undefined;
}

/** What an expression is written for, and what its columns are. */
export interface ExpressionPlace {
  /** How a column is read where its place says nothing: a number in an amount, text elsewhere. */
  readonly elsewhere: "number" | "text";
  /** True for a column whose values are text that may be read in either way; false for any other name. */
  isUntyped(names: readonly string[]): boolean;
}

/** What the places of an expression say about its columns. */
export interface TypedMentions {
  readonly mentions: readonly Mention[];
  /**
   * The most places of the numbers that are written in the expression, where one of several numbers becomes the value of a part
   * (`CASE`, `coalesce` …); undefined where none does. The engine gives such numbers one type, and may round them to fewer places.
   */
  readonly commonPlaces: number | undefined;
  readonly unclear: readonly UnclearOrder[];
}

const ORDERS: ReadonlySet<string> = new Set([
  "COMPARE_LESSTHAN",
  "COMPARE_GREATERTHAN",
  "COMPARE_LESSTHANOREQUALTO",
  "COMPARE_GREATERTHANOREQUALTO",
]);

/** Arithmetic that gives whole numbers for whole numbers. */
const WHOLE_OPERATORS: ReadonlySet<string> = new Set(["+", "-", "*", "%", "//"]);

/** Functions that say whether a list, their first argument, holds a value. */
const SEARCHES: ReadonlySet<string> = new Set([
  "contains",
  "list_contains",
  "list_has",
  "array_contains",
  "array_has",
  "list_position",
  "list_indexof",
  "array_position",
  "array_indexof",
]);

/**
 * Says of each mention of a column in an expression whether a number or text is meant there, by its place alone. Raises
 * `BAD_EXPRESSION` for what cannot be said of one row, and where one place asks for a number and for text.
 */
export function typeMentions(expression: ParsedExpression, place: ExpressionPlace): TypedMentions {
  const typing = new Typing(place);
  if (rowOf(expression) !== undefined) {
    throw bad("Several values stand between commas, where one value is needed.", "Give one expression.");
  }
  typing.see(expression, "free");
  return typing.result();
}

/** Walks down an expression: each part is told by the one above it how it is seen. */
class Typing {
  readonly #place: ExpressionPlace;
  readonly #mentions = new Map<number, Mention>();
  readonly #unclear: UnclearOrder[] = [];
  #places = 0;
  #hasChoice = false;
  /** Parameters of the lambdas around the part that is looked at. */
  #bound: readonly string[] = [];

  constructor(place: ExpressionPlace) {
    this.#place = place;
  }

  result(): TypedMentions {
    const mentions = [...this.#mentions.values()].toSorted((a, b) => a.position - b.position);
    return { mentions, commonPlaces: this.#hasChoice ? this.#places : undefined, unclear: this.#unclear };
  }

  see(part: ParsedExpression, as: Place): void {
    switch (part.class) {
      case "COLUMN_REF":
        return this.#mention(part, as);
      case "CONSTANT":
        this.#places = Math.max(this.#places, part.value?.type.type_info?.scale ?? 0);
        return;
      case "CAST":
        return this.#cast(part);
      case "COMPARISON":
        return this.#compare([required(part.left), required(part.right)], ORDERS.has(part.type) ? part : undefined);
      case "BETWEEN":
        return this.#compare([required(part.input), required(part.lower), required(part.upper)], part);
      case "CASE":
        return this.#choose(part, as);
      case "COLLATE":
        return this.see(required(part.child), "text");
      case "CONJUNCTION":
        return this.#all(part, "text");
      case "OPERATOR":
        return this.#operator(part, as);
      case "FUNCTION":
        return this.#call(part, as);
      case "LAMBDA":
        return this.#lambda(part);
      case "SUBQUERY":
        // What stands inside is another query; what is compared with it is text unless its place says otherwise.
        if (part.child) this.see(part.child, "free");
        return;
      case "WINDOW":
        throw ofManyRows(part.function_name ?? "OVER");
      case "STAR":
        throw bad("* stands for several columns, where one value is needed.", "Name the column that is meant.");
      case "PARAMETER":
        throw bad("A parameter (? or $1) has no value here.", "Write the value itself; text goes in single quotes.");
      default:
        this.#all(part, "free");
    }
  }

  #all({ children = [] }: ParsedExpression, as: Place): void {
    for (const child of children) this.see(child, as);
  }

  #mention({ column_names: names = [], query_location: position }: ParsedExpression, as: Place): void {
    if (this.#isParameter(names)) return;
    const isUntyped = this.#place.isUntyped(names);
    if (!isUntyped && names.length === 1 && VALUE_NAMES.has((names[0] as string).toLowerCase())) return;
    const seen = as === "free" ? this.#place.elsewhere : as;
    this.#mentions.set(position, { position, names, as: isUntyped ? seen : "itself" });
  }

  #isParameter(names: readonly string[]): boolean {
    return this.#bound.includes((names[0] as string).toLowerCase());
  }

  #cast(part: ParsedExpression): void {
    const type = natureOfType(part.cast_type?.id ?? "");
    this.see(required(part.child), type === "number" ? "free" : "text");
  }

  /** Values that are compared are read alike: as numbers where one of them is a number, as text where one is text. */
  #compare(members: readonly ParsedExpression[], order?: ParsedExpression): void {
    const rows = members.map(rowOf);
    const [first] = rows;
    if (first !== undefined && rows.every((row) => row?.length === first.length)) {
      first.forEach((_, index) =>
        this.#compare(
          rows.map((row) => required(row?.[index])),
          order,
        ),
      );
      return;
    }
    const natures = members.map((member) => this.nature(member));
    const hasOpen = members.some((member) => this.#isOpen(member));
    const isNumber = natures.includes("number");
    const isText = natures.some(
      (nature) => nature === "text" || nature === "moment" || nature === "truth" || nature === "span",
    );
    if (isNumber && isText && hasOpen) {
      throw bad(
        "One column is compared with a number and with text at once.",
        "Write all the values that it is compared with as numbers (7), or all as text ('7').",
      );
    }
    for (const member of members) this.see(member, isNumber ? "number" : isText ? "text" : "free");
    const open = natures.filter((nature) => nature === "open").length;
    if (order && open > 1 && open === natures.length && this.#place.elsewhere === "text") {
      this.#unclear.push({ position: order.query_location, sides: this.#sidesOf(members) });
    }
  }

  #sidesOf(members: readonly ParsedExpression[]): UnclearOrder["sides"] {
    const [left, right] = members.map((member) =>
      member.class === "COLUMN_REF" ? this.#mentions.get(member.query_location) : undefined,
    );
    return members.length === 2 && left && right ? [left, right] : undefined;
  }

  /** A branch is seen as the whole is. `CASE a WHEN …` comes as comparisons of one and the same `a`, which is read in one way. */
  #choose(part: ParsedExpression, as: Place): void {
    const checks = part.case_checks ?? [];
    const subject = checks[0]?.when_expr.left;
    const isOf = ({ left, type }: ParsedExpression): boolean =>
      type === "COMPARE_EQUAL" && left?.query_location === subject?.query_location;
    if (subject && checks.length > 1 && checks.every(({ when_expr }) => isOf(when_expr))) {
      this.#compare([subject, ...checks.map(({ when_expr }) => required(when_expr.right))]);
    } else {
      for (const { when_expr } of checks) this.see(when_expr, "text");
    }
    this.#alike(branchesOf(part), as);
  }

  /** Parts of which one is the value of the whole: text where one of them is text, unless the whole is seen otherwise. */
  #alike(parts: readonly ParsedExpression[], as: Place): void {
    this.#hasChoice = true;
    const nature = common(parts.map((part) => this.nature(part)));
    const isText = as === "free" && !["number", "open", "nothing", "unknown"].includes(nature);
    for (const part of parts) this.see(part, isText ? "text" : as);
  }

  #operator(part: ParsedExpression, as: Place): void {
    const { children = [] } = part;
    switch (part.type) {
      case "OPERATOR_COALESCE":
      case "OPERATOR_TRY":
        return this.#alike(children, as);
      case "COMPARE_IN":
      case "COMPARE_NOT_IN":
        return this.#compare(children);
      case "ARRAY_EXTRACT":
      case "ARRAY_SLICE":
        return children.forEach((child, index) =>
          this.see(child, index === 0 ? (isList(child) ? "free" : "text") : "bigint"),
        );
      case "GROUPING_FUNCTION":
        throw ofManyRows("grouping");
      default:
        // IS NULL asks whether there is a value at all; NOT takes what is true or false.
        return this.#all(part, "text");
    }
  }

  #call(part: ParsedExpression, as: Place): void {
    const { children = [], function_name: name = "" } = part;
    if (isAggregate(name)) throw ofManyRows(name === "count_star" ? "count" : name);
    const [first, second] = children;
    if (name === "nullif" && first && second) return this.#nullIf(first, second, as);
    if (SEARCHES.has(name) && first && isList(first)) {
      return this.#compare([...(first.children ?? []), ...children.slice(1)]);
    }
    if (isList(part)) return this.#alike(children, "free");
    const place = this.#placeOfOperands(part, as);
    const { takes } = functionType(name);
    children.forEach((child, index) => {
      const taken = takes[Math.min(index, takes.length - 1)] ?? "free";
      if (taken === "like") return;
      this.see(child, place ?? (taken === "text" && isList(child) ? "free" : taken));
    });
    if (takes[0] === "like") this.#alike(children, as);
  }

  /** How arithmetic with moments and spans sees a column, and how whole numbers are kept whole; undefined where the function's type says it. */
  #placeOfOperands({ children = [], function_name: name = "" }: ParsedExpression, as: Place): Place | undefined {
    const natures = children.map((child) => this.nature(child));
    if (["+", "-"].includes(name)) {
      if (natures.includes("span")) return "text";
      if (natures.includes("moment")) return "integer";
    }
    if (name === "*" && natures.includes("span")) return "bigint";
    return WHOLE_OPERATORS.has(name) && (as === "integer" || as === "bigint") ? as : undefined;
  }

  #nullIf(value: ParsedExpression, other: ParsedExpression, as: Place): void {
    const nature = common([this.nature(value), this.nature(other)]);
    if (nature === "open" || nature === "unknown" || nature === "nothing") return this.#alike([value, other], as);
    this.#hasChoice = true;
    this.#compare([value, other]);
  }

  #lambda({ lhs, expr }: ParsedExpression): void {
    const outer = this.#bound;
    const parameters = lhs?.class === "COLUMN_REF" ? [lhs] : (lhs?.children ?? []);
    this.#bound = [...outer, ...parameters.map(({ column_names }) => (column_names?.[0] ?? "").toLowerCase())];
    if (expr) this.see(expr, "free");
    this.#bound = outer;
  }

  /** What a part is, whatever its surroundings say of it. */
  nature(part: ParsedExpression): Nature {
    switch (part.class) {
      case "COLUMN_REF": {
        const names = part.column_names ?? [];
        if (this.#isParameter(names)) return "unknown";
        if (this.#place.isUntyped(names)) return "open";
        return VALUE_NAMES.has((names[0] ?? "").toLowerCase()) ? functionType(names[0] as string).gives : "unknown";
      }
      case "CONSTANT":
        return natureOfType(part.value?.type.id ?? "");
      case "CAST":
        return natureOfType(part.cast_type?.id ?? "");
      case "COMPARISON":
      case "BETWEEN":
      case "CONJUNCTION":
        return "truth";
      case "CASE":
        return common(branchesOf(part).map((branch) => this.nature(branch)));
      case "COLLATE":
        return "text";
      case "OPERATOR":
        return this.#natureOfOperator(part);
      case "FUNCTION":
        return this.#natureOfCall(part);
      case "SUBQUERY":
        return part.subquery_type === "SCALAR" ? "unknown" : "truth";
      default:
        return "unknown";
    }
  }

  #natureOfOperator({ type, children = [] }: ParsedExpression): Nature {
    if (type === "OPERATOR_COALESCE" || type === "OPERATOR_TRY") return this.#commonNature(children);
    if (type === "ARRAY_EXTRACT" || type === "ARRAY_SLICE") {
      const [first] = children;
      return first && ["open", "text"].includes(this.nature(first)) ? "text" : "unknown";
    }
    return "truth";
  }

  #natureOfCall({ function_name: name = "", children = [] }: ParsedExpression): Nature {
    if (name === "nullif") return this.#commonNature(children);
    const { takes, gives } = functionType(name);
    if (takes[0] === "like") return this.#commonNature(children);
    if (["+", "-", "*", "/"].includes(name)) {
      const natures = children.map((child) => this.nature(child));
      if (natures.every((nature) => nature === "moment")) return natures.length === 2 ? "unknown" : "moment";
      return natures.find((nature) => nature === "moment") ?? natures.find((nature) => nature === "span") ?? gives;
    }
    return gives;
  }

  #commonNature(parts: readonly ParsedExpression[]): Nature {
    return common(parts.map((part) => this.nature(part)));
  }

  /** True where a part is a column, or one of several parts that are, so that its surroundings say how it is read. */
  #isOpen(part: ParsedExpression): boolean {
    if (part.class === "COLUMN_REF") return this.nature(part) === "open";
    if (part.class === "CASE") return branchesOf(part).some((branch) => this.#isOpen(branch));
    const isLike =
      part.type === "OPERATOR_COALESCE" ||
      part.type === "OPERATOR_TRY" ||
      (part.class === "FUNCTION" && functionType(part.function_name ?? "").takes[0] === "like");
    return isLike && (part.children ?? []).some((child) => this.#isOpen(child));
  }
}

function branchesOf({ case_checks = [], else_expr }: ParsedExpression): readonly ParsedExpression[] {
  return [...case_checks.map(({ then_expr }) => then_expr), ...(else_expr === undefined ? [] : [else_expr])];
}

/** What one of several values is: what those of them are that say it, else open where one of them is. */
function common(natures: readonly Nature[]): Nature {
  const known = natures.find((nature) => nature !== "open" && nature !== "nothing" && nature !== "unknown");
  return known ?? (natures.includes("open") ? "open" : (natures.find((nature) => nature !== "nothing") ?? "nothing"));
}

function rowOf({
  class: kind,
  function_name: name,
  children,
}: ParsedExpression): readonly ParsedExpression[] | undefined {
  return kind === "FUNCTION" && name === "row" ? children : undefined;
}

function isList({ class: kind, function_name: name = "" }: ParsedExpression): boolean {
  return kind === "FUNCTION" && ["list_value", "list_pack", "array_value"].includes(name);
}

/** A part that every tree of the engine has. */
function required(part: ParsedExpression | null | undefined): ParsedExpression {
  if (part) return part;
  throw new QuintileError("INTERNAL", "The engine's parse of an expression lacks a part.");
}

function ofManyRows(name: string): QuintileError {
  return bad(
    `${name}() looks at many rows, where an expression sees one row at a time.`,
    `Quintile itself adds up the rows of a customer: give ${inputName("revenue")} what one row is worth.`,
  );
}

function bad(message: string, hint: string): QuintileError {
  return new QuintileError("BAD_EXPRESSION", message, { hint, kind: "bad-expression" });
}
