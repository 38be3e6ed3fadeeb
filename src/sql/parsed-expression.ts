/**
 * A part of an SQL expression, as an engine parses it: the tree that DuckDB's `json_serialize_sql` gives, of which the parts named here are
 * used. A position counts bytes of UTF-8 from the start of the expression.
 */
export interface ParsedExpression {
  /** The kind of the part: `COLUMN_REF`, `FUNCTION`, `COMPARISON` … */
  readonly class: string;
  /** What kind of its class it is: `COMPARE_LESSTHAN`, `OPERATOR_IS_NULL` … */
  readonly type: string;
  /** Where it begins; an operator begins at its sign. */
  readonly query_location: number;
  readonly column_names?: readonly string[];
  readonly function_name?: string;
  readonly value?: { readonly type: { readonly id: string; readonly type_info?: { readonly scale?: number } | null } };
  readonly cast_type?: { readonly id: string };
  readonly subquery_type?: string;

  readonly children?: readonly ParsedExpression[];
  readonly child?: ParsedExpression | null;
  readonly left?: ParsedExpression;
  readonly right?: ParsedExpression;
  readonly input?: ParsedExpression;
  readonly lower?: ParsedExpression;
  readonly upper?: ParsedExpression;
  readonly case_checks?: readonly { readonly when_expr: ParsedExpression; readonly then_expr: ParsedExpression }[];
  readonly else_expr?: ParsedExpression;
  readonly lhs?: ParsedExpression;
  readonly expr?: ParsedExpression | null;
}
