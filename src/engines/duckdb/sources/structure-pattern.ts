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
