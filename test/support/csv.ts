/** A value of a text file; null is an empty, unquoted field. */
export type Field = string | null;

/** The records of delimited text by RFC 4180, the header first. Quoted and unquoted empty fields are both "". */
export function parseCsv(text: string, delimiter = ","): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quoted) {
      if (character !== '"') field += character;
      else if (text.charAt(index + 1) === '"') {
        field += '"';
        index += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === delimiter) {
      record.push(field);
      field = "";
    } else if (character === "\n") {
      records.push([...record, field]);
      record = [];
      field = "";
    } else if (character !== "\r") field += character;
  }
  if (field !== "" || record.length > 0) records.push([...record, field]);
  return records;
}

/** Records as delimited text; values are quoted where they have to be. */
export function renderCsv(records: readonly (readonly Field[])[], delimiter = ","): string {
  const quote = (field: Field): string => {
    if (field === null) return "";
    return field === "" || /["\r\n]/.test(field) || field.includes(delimiter)
      ? `"${field.replaceAll('"', '""')}"`
      : field;
  };
  return records.map((record) => `${record.map(quote).join(delimiter)}\n`).join("");
}
