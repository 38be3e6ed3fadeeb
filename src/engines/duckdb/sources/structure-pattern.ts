/** A longer pattern takes the engine more time than it saves. */
const LONGEST = 4000;

/** A key that is written in JSON as it stands. */
const PLAIN_KEY = /^[\w $@:-]+$/;

const SCALAR = String.raw`(?:"(?:[^"\\]|\\.)*"|[-+0-9.eE]+|true|false|null)`;

/**
 * A pattern for JSON without blanks that has one of some structures, whatever its values are. What it does not match may have one, too.
 * Undefined where there is no such pattern that is short.
 *
 * @param structures as the engine tells them: objects and lists with the types of values.
 */
export function structurePattern(structures: readonly string[]): string | undefined {
  const patterns = structures.map((structure) => patternOf(JSON.parse(structure)));
  if (patterns.length === 0 || patterns.includes(undefined)) return undefined;
  const pattern = patterns.length === 1 ? patterns[0] : `(?:${patterns.join("|")})`;
  return pattern !== undefined && pattern.length <= LONGEST ? pattern : undefined;
}

/** Blanks that may stand between the parts of a JSON text. */
const BLANKS = String.raw`[ \t\r\n]*`;

const TEXT = String.raw`"(?:[^"\\]|\\.)*"`;

/** Numbers that a binary float keeps, without a point and with or without one. Whole numbers of a key are kept whatever their length. */
const WHOLE = String.raw`-?[0-9]+`;
const SHORT_WHOLE = String.raw`-?[0-9]{1,16}`;
const WITH_POINT = String.raw`-?(?:[0-9]{1,16}|[0-9]{1,11}\.[0-9]{1,4}|[0-9]{1,5}\.[0-9]{1,10})`;

/**
 * A pattern for the text of objects that hold what some structures say and no more: these keys, values of these types, and no number that a
 * binary float would not keep. What it does not match may be so, too. Undefined where there is no such pattern that is short.
 *
 * @param structures as the engine tells them, of whole objects.
 */
export function objectPattern(structures: readonly string[]): string | undefined {
  const patterns = structures.map((structure) => {
    const object = JSON.parse(structure) as unknown;
    if (typeof object !== "object" || object === null || Array.isArray(object)) return undefined;
    return fieldsPattern(object, WHOLE);
  });
  if (patterns.length === 0 || patterns.includes(undefined)) return undefined;
  const pattern = `${BLANKS}(?:${patterns.join("|")})${BLANKS}`;
  return pattern.length <= LONGEST ? pattern : undefined;
}

/** The pattern of a value, with blanks between its parts. @param whole that of a number without a point. */
function valuePattern(structure: unknown, whole: string): string | undefined {
  if (Array.isArray(structure)) {
    const inner = valuePattern(structure[0], SHORT_WHOLE);
    return inner && String.raw`(?:\[${BLANKS}(?:${inner}${BLANKS},?${BLANKS})*\]|null)`;
  }
  if (typeof structure === "object" && structure !== null) {
    const fields = fieldsPattern(structure, SHORT_WHOLE);
    return fields && `(?:${fields}|null)`;
  }
  return `(?:${scalarPattern(structure, whole)}|null)`;
}

function scalarPattern(type: unknown, whole: string): string {
  switch (type) {
    case "VARCHAR":
      return TEXT;
    case "UBIGINT":
    case "BIGINT":
      return whole;
    case "DOUBLE":
      return WITH_POINT;
    case "BOOLEAN":
      return "true|false";
    default:
      return "null";
  }
}

function fieldsPattern(object: object, whole: string): string | undefined {
  const fields = Object.entries(object).map(([key, inner]) => {
    const value = PLAIN_KEY.test(key) ? valuePattern(inner, whole) : undefined;
    return value && `"${key.replaceAll("$", String.raw`\$`)}"${between(":")}${value}`;
  });
  return fields.includes(undefined) ? undefined : String.raw`\{${BLANKS}${fields.join(between(","))}${BLANKS}\}`;
}

function between(mark: string): string {
  return `${BLANKS}${mark}${BLANKS}`;
}

function patternOf(structure: unknown): string | undefined {
  if (typeof structure !== "object" || structure === null) return SCALAR;
  if (Array.isArray(structure)) {
    const inner = patternOf(structure[0]);
    return inner && String.raw`(?:\[(?:${inner},?)*\]|null)`;
  }
  const fields = Object.entries(structure).map(([key, inner]) => {
    const pattern = PLAIN_KEY.test(key) ? patternOf(inner) : undefined;
    return pattern && `"${key.replaceAll("$", String.raw`\$`)}":${pattern}`;
  });
  return fields.includes(undefined) ? undefined : String.raw`(?:\{${fields.join(",")}\}|null)`;
}
