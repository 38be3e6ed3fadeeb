import type { RoleSource } from "../../analysis/sales/mapping.js";
import type { Engine } from "../../engines/engine.js";
import { inputName } from "../../errors.js";
import { type IdFindings, lookAtIds, type NobodyIds } from "../../scoring/look-at-ids.js";
import type { ReadingListener } from "../../scoring/score-sales.js";
import { shellWord } from "../../shell-word.js";

/** A note names no more words than a person reads. */
const MOST_WORDS = 5;

/** Notes on the ids of customers: nothing is left out or joined unasked. */
export function idNotes(engine: Engine, note: (message: string) => void): ReadingListener {
  return {
    read: async (read) => {
      for (const each of notesOnIds(await lookAtIds(engine, read), read.bound.mapping.customer)) note(each);
    },
  };
}

/** The same in sentences. */
export function notesOnIds({ twins, cutOff, nobody }: IdFindings, customer: RoleSource): string[] {
  const name = customer.kind === "column" ? customer.column.name : customer.text;
  const sql = customer.kind === "column" ? `"${name.replaceAll('"', '""')}"` : name;
  const notes: string[] = [];
  if (twins > 0) {
    const are = twins === 1 ? "1 id is" : `${counted(twins)} ids are`;
    notes.push(
      `"${name}": ${are} another one but for case or blanks, and ${twins === 1 ? "counts" : "count"} as ${twins === 1 ? "a customer of its own" : "customers of their own"}; ${inputName("customer")} ${shellWord(`lower(trim(${sql}))`)} joins them.`,
    );
  }
  if (cutOff > 0) {
    notes.push(
      `"${name}": ${cutOff === 1 ? "1 id looks" : `${counted(cutOff)} ids look`} like 1.23E+15, as a spreadsheet shows long numbers: digits are lost, so that several customers may have one id. Export the ids as text.`,
    );
  }
  if (nobody.length > 0) {
    notes.push(
      `"${name}": some ids look like guests, tests or staff, and count as customers: ${listed(nobody)}. ${inputName("where")} leaves them out.`,
    );
  }
  return notes;
}

function listed(nobody: readonly NobodyIds[]): string {
  const named = nobody.slice(0, MOST_WORDS).map(({ word, ids, purchases }) => {
    const several = ids === 1 ? "" : `${counted(ids)} ids, `;
    return `"${word}" (${several}${counted(purchases)} ${purchases === 1 ? "purchase" : "purchases"})`;
  });
  const rest = nobody.length - named.length;
  return [...named, ...(rest > 0 ? [`${rest} more words`] : [])].join(", ");
}

function counted(count: number): string {
  return count.toLocaleString("en-US");
}
