import { idLetters, idsLike, idTwins, numbersOfNobody } from "../analysis/sales/id-checks.js";
import type { Engine } from "../engines/engine.js";
import type { Nobody } from "../intake/ids/nobody-words.js";
import { isNumeric } from "../sql/relation.js";
import type { SalesRead } from "./prove.js";

/** Ids that are made of one word, such as `guest`, which is no customer's. */
export interface NobodyIds {
  readonly word: string;
  readonly kind: Nobody;
  readonly ids: number;
  readonly purchases: number;
}

/** What a person may want to know of the ids of customers. */
export interface IdFindings {
  /** Ids that are another one but for case or blanks around them. */
  readonly twins: number;
  /** Ids that a spreadsheet has cut off, such as `4.00012E+15`. */
  readonly cutOff: number;
  /** Those that look like nobody's, those with most purchases first. */
  readonly nobody: readonly NobodyIds[];
}

/** More ids than that of guests and the like are not looked at one by one. */
const MOST_IDS = 1000;

/** Looks at the ids of the customers who bought: at the groups by customer, not at the rows. */
export async function lookAtIds(engine: Engine, read: SalesRead): Promise<IdFindings> {
  const { groups, wholeNumbers } = read;
  const { customer } = read.bound.kinds;
  if (wholeNumbers || isNumeric(customer)) {
    return { twins: 0, cutOff: 0, nobody: await summedUp(await engine.query(numbersOfNobody(groups, customer))) };
  }
  if (customer !== "text") return { twins: 0, cutOff: 0, nobody: [] };
  const [letters = {}] = await engine.query(idLetters(groups, engine.dialect));
  const areAlike = letters["padded"] === 0 && (letters["not small"] === 0 || letters["not large"] === 0);
  const [counted] = areAlike ? [] : await engine.query(idTwins(groups, engine.dialect));
  const { NOBODY_PATTERN } = await import("../intake/ids/nobody-words.js");
  const looked = await engine.query(idsLike(groups, NOBODY_PATTERN, MOST_IDS, engine.dialect));
  return {
    twins: Number(counted?.["twins"] ?? 0),
    cutOff: Number(letters["cut_off"]),
    nobody: await summedUp(looked),
  };
}

async function summedUp(rows: readonly Readonly<Record<string, unknown>>[]): Promise<NobodyIds[]> {
  if (rows.length === 0) return [];
  const { nobodyIn } = await import("../intake/ids/nobody-words.js");
  const found = new Map<string, NobodyIds>();
  for (const { id, purchases } of rows) {
    const nobody = nobodyIn(String(id));
    if (nobody === undefined) continue;
    const before = found.get(nobody.word) ?? { ...nobody, ids: 0, purchases: 0 };
    found.set(nobody.word, {
      word: nobody.word,
      kind: nobody.kind,
      ids: before.ids + 1,
      purchases: before.purchases + Number(purchases),
    });
  }
  return [...found.values()].toSorted((one, other) => other.purchases - one.purchases);
}
