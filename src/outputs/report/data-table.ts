import { type Html, type HtmlInsert, markup } from "./html.js";

/** A column of a table in a page. */
export interface PageColumn<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => HtmlInsert;
  readonly isNumber?: boolean;
  /** True for the column that names the row. */
  readonly isHeading?: boolean;
}

/** A table with a caption, which scrolls by itself where it is wider than the page. */
export function renderDataTable<Row>(table: {
  readonly caption: string;
  readonly columns: readonly PageColumn<Row>[];
  readonly rows: readonly Row[];
}): Html {
  const { caption, columns, rows } = table;
  const headings = columns.map(
    ({ heading, isNumber }) => markup`<th scope="col" ${isNumber === true ? NUMBER : null}>${heading}</th>`,
  );
  const cells = (row: Row): Html[] =>
    columns.map(({ cell, isNumber, isHeading }) =>
      isHeading === true
        ? markup`<th scope="row">${cell(row)}</th>`
        : markup`<td${isNumber === true ? NUMBER : null}>${cell(row)}</td>`,
    );
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headings}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            markup`<tr>
              ${cells(row)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

const NUMBER = markup` class="number"`;
