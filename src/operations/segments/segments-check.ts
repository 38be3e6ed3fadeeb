import { cellIndex, CELLS } from "../../model/cell.js";
import { checkModel } from "../../model/check-model.js";
import { defineOperation } from "../operation.js";
import { storeInputs } from "../inputs/store-inputs.js";
import { requirePublished, withStore } from "../store/open-store.js";
import { readCube } from "../../analysis/fit/cube.js";
import { chooseModel, chooseScoring } from "../run/choose-scoring.js";
import type { SegmentsCheckResult } from "../../results/segments-check.js";

/** Checks a segment model on its 125 cells. */
export const segmentsCheckOperation = defineOperation({
  name: "segments check",
  summary: "Check a segment model on its 125 cells",
  description:
    "Finds rules that can never match, cells that only the fallback catches, segments without a rule, and segments that no customer can reach: under a scoring, or among the customers of a store.",
  inputs: {
    model: {
      type: "text",
      placeholder: "FILE",
      positional: true,
      required: true,
      holds: "path",
      description: "A model file, or the name of a model",
    },
    scoring: {
      type: "text",
      placeholder: "NAME|FILE",
      holds: "path",
      description: "Also find segments that this scoring can never give",
    },
    store: {
      type: "text",
      placeholder: "FILE|URL",
      holds: "address",
      description:
        "Also find segments without customers in this store: a .duckdb file, or a postgres:// or trino:// address",
    },
    schema: storeInputs.schema,
  },
  configurable: false,
  run: async (
    { model: name, scoring: scoringName, store: location, schema },
    context,
  ): Promise<SegmentsCheckResult> => {
    const model = await chooseModel(name);
    const scoring = scoringName === undefined ? undefined : await chooseScoring(scoringName);
    const cells =
      location === undefined
        ? undefined
        : await withStore({ store: location, schema }, context, async (store) => {
            await requirePublished(store);
            return readCube(store, store.table("customer_rfm"));
          });
    const counts = cells && countsByCell(cells);
    return {
      model: model.name,
      scoring: scoring?.name ?? null,
      store: location ?? null,
      ...checkModel(model, { scoring, cells: counts }),
    };
  },
});

function countsByCell(cube: Awaited<ReturnType<typeof readCube>>): number[] {
  const counts = CELLS.map(() => 0);
  for (const cell of cube) counts[cellIndex(cell.R, cell.F, cell.M)] = cell.customers;
  return counts;
}
