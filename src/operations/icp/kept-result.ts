import { keptIcp, lastIcp } from "../../analysis/icp/kept-icp.js";
import type { Store } from "../../engines/engine.js";
import { QuintileError } from "../../errors.js";
import { withoutPassword } from "../../engines/location.js";
import { CELLS } from "../../model/cell.js";
import { version } from "../../version.js";
import type { CountsByAttribute } from "./count-values.js";
import type { IcpValues } from "./inputs.js";
import type { IcpResult } from "../../results/icp.js";
import { readIcpResult, type StoredIcp } from "../../results/stored/stored-icp.js";

/** Writes what was found beside the customers, where `qualify`, reports and other tools find it. */
export function keepResult(
  store: Store,
  result: IcpResult,
  counts: CountsByAttribute,
  options: IcpValues,
): Promise<void> {
  const { store: _, schema: __, ...kept } = options;
  return store.amend(
    keptIcp({
      run: result.run,
      created_at: new Date().toISOString(),
      version,
      attributes: result.attributes,
      options: { ...kept, ...(kept.source === undefined ? {} : { source: withoutPassword(kept.source) }) },
      result,
      counts: sparse(counts),
    }),
  );
}

/** The patterns that were found last. Raises `NO_SUCH_ICP` where there are none, `BAD_FILE` for a damaged row. */
export async function lastResult(store: Store): Promise<IcpResult> {
  const found = store.columns("rfm_icp");
  const [row] = found.size > 0 ? await store.query(lastIcp(store.table("rfm_icp"), found, store.dialect)) : [];
  if (row === undefined) {
    throw new QuintileError("NO_SUCH_ICP", `${store.label} holds no patterns yet.`, {
      hint: "Find some first: quintile icp --attributes FILE.",
    });
  }
  return readIcpResult(row, store.label);
}

/** Customers by attribute, value and cell code; cells without customers are left out. */
function sparse(counts: CountsByAttribute): StoredIcp["counts"] {
  return Object.fromEntries(
    Object.entries(counts).map(([attribute, cells]) => [
      attribute,
      Object.fromEntries([...cells].map(([value, customers]) => [value, byCellCode(customers)])),
    ]),
  );
}

function byCellCode(customers: readonly number[]): Record<string, number> {
  const codes = CELLS.map(({ R, F, M }, index) => [`${R}${F}${M}`, customers[index] ?? 0] as const);
  return Object.fromEntries(codes.filter(([, count]) => count > 0));
}
