import { BoundSales } from "../../analysis/sales/bound-sales.js";
import type { Engine, Source } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import { compileWhole } from "../../sql/compile.js";
import { compileSteps, joinSteps } from "../../sql/compile-steps.js";
import { identifier, type Sql } from "../../sql/fragment.js";
import type { PrintedDialect } from "../../sql/printed-dialect.js";
import { PRINTED_NAMES, printedDialect, USUAL_DIALECT } from "../../engines/printed-dialects.js";
import { givenReading } from "../run/given-reading.js";
import { headerOf } from "./header.js";
import { withoutDefaults } from "../inputs/read-inputs.js";
import { sqlInputs, type SqlValues } from "./inputs.js";
import { lookAtSales } from "./look.js";
import { PLAIN_NAMES, type Plan, stepsOf } from "./steps.js";
import { readTableName } from "./table-name.js";
import { type Target, targetAtSource, targetInTable } from "./target.js";
import type { PrintedSql } from "../../results/sql.js";

/** Prints the SQL for a source. `shownSource` is its address without a password. */
export async function print(
  engine: Engine,
  bound: BoundSales<Source>,
  options: SqlValues,
  choices: Omit<Plan, "rules">,
  shownSource: string,
  note: (message: string) => void,
): Promise<PrintedSql> {
  const { source } = bound;
  const home = PRINTED_NAMES.find((each) => each === source.dialect.name);
  const name = options.dialect ?? home ?? USUAL_DIALECT;
  const isHome = name === home;
  const table = options.table;
  const dialect = await printedDialect(name, isHome ? source.dialect : undefined, PLAIN_NAMES);
  const from = isHome
    ? requireLasting(source)
    : identifier(...readTableName(inputName("table"), table, dialect.qualifiers));
  const into =
    options.into === undefined ? undefined : readTableName(inputName("into"), options.into, dialect.qualifiers);
  if (into !== undefined) requireOtherTable(identifier(...into), from, dialect);

  const look = await lookAtSales(bound, await givenReading(engine, options), isHome ? "at the source" : "elsewhere");
  for (const each of look.account) note(each);
  const target = (isHome ? targetAtSource : targetInTable)(look, dialect, from);
  const plan = { ...choices, rules: look.rules };
  const idType = isHome ? await idTypeAt(source, target, plan) : idTypeOf(target);
  const query = compileSteps(stepsOf(target, plan), dialect);
  const sql = into === undefined ? query : dialect.replaceCustomers(into, idType, query);
  const header = headerOf({
    options: { ...withoutDefaults(sqlInputs, options), source: shownSource },
    source: isHome ? source.label : undefined,
    table,
    into: options.into,
    target,
    sql,
  });
  return { dialect: name, sql: `${header}\n\n${sql}` };
}

function requireLasting({ lasting, label }: Source): Sql {
  if (lasting !== undefined) return lasting;
  throw new QuintileError("USAGE", `SQL that runs later cannot read ${label} again as it is.`, {
    hint: `Name a plain file of sales, or print SQL over a table: ${inputName("dialect")} postgres ${inputName("table")} NAME.`,
  });
}

/** Raises `USAGE` where the result would take the place of the sales. */
function requireOtherTable(into: Sql, sales: Sql, dialect: PrintedDialect): void {
  const quoteIdentifier = (name: string): string => JSON.stringify(dialect.ignoresCase ? name.toLowerCase() : name);
  const [one, other] = [into, sales].map((table) => `.${compileWhole(table, { ...dialect, quoteIdentifier })}`) as [
    string,
    string,
  ];
  if (!other.endsWith(one)) return;
  throw new QuintileError("USAGE", `${inputName("into")} names the table of the sales themselves.`, {
    hint: "Name another table, such as customer_rfm.",
  });
}

/** The type of the ids, by the engine itself: it says what is wrong with the statement now, not at five in the morning. */
async function idTypeAt(source: Source, target: Target, plan: Plan): Promise<string> {
  const { sales } = target;
  const here = new BoundSales(
    { ...sales.source, relation: source.relation },
    sales.mapping,
    sales.kinds,
    sales.expressions,
    sales.meanings,
    sales.decisions,
  );
  const [id] = await source.describe(joinSteps(stepsOf({ ...target, sales: here }, plan)));
  if (id === undefined) throw new QuintileError("INTERNAL", "The printed SQL gives no customer_id.");
  return id.type;
}

/** The type of the ids of a table that cannot be asked. */
function idTypeOf({ sales, wholeNumbers }: Target): string {
  const { dialect, relation } = sales.source;
  const { customer } = sales.mapping;
  const known = dialect.typeOf(wholeNumbers ? "integer" : sales.kinds.customer);
  if (known !== undefined) return known;
  const column = customer.kind === "column" && relation.columns.find(({ name }) => name === customer.column.name);
  // Plain names, such as uuid, are those of most engines.
  return column && /^[A-Za-z]+$/.test(column.type) ? column.type : (dialect.typeOf("text") as string);
}
