/** Markup that is safe to show: everything that was put into it has been escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: markup, or text, which is escaped; lists of either; nothing. */
export type HtmlInsert = Html | string | number | null | undefined | readonly HtmlInsert[];

/** Builds markup from a template. Only other markup goes in as it is; text and numbers are escaped, so nothing else can. */
export function markup(strings: TemplateStringsArray, ...inserts: readonly HtmlInsert[]): Html {
  return new Html(strings.map((text, index) => text + (index < inserts.length ? write(inserts[index]) : "")).join(""));
}

/** Markup that another program wrote and escaped, such as a chart. */
export function trusted(written: string): Html {
  return new Html(written);
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function write(insert: HtmlInsert): string {
  if (insert === null || insert === undefined) return "";
  if (insert instanceof Html) return insert.text;
  if (Array.isArray(insert)) return (insert as readonly HtmlInsert[]).map(write).join("");
  return String(insert as string | number).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] as string);
}
