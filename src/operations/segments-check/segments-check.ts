import type { segmentsCheckInputs } from "./operation.js";
import { cellIndex, CELLS } from "../../model/cell.js";
import { checkModel } from "../../model/check-model.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { requirePublished, withStore } from "../store/open-store.js";
import { readCube } from "../../analysis/fit/cube.js";
import { chooseModel } from "../run/choose-model.js";
import { chooseScoring } from "../run/choose-scoring.js";
import type { SegmentsCheckResult } from "../../results/segments-check.js";

/** Checks a segment model on its 125 cells. */
export async function checkSegments(
  { model: name, scoring: scoringName, store: location, schema }: ValuesOf<typeof segmentsCheckInputs>,
  context: Context,
): Promise<SegmentsCheckResult> {
  const model = await chooseModel(name);
  const scoring = scoringName === undefined ? undefined : await chooseScoring(scoringName);
  const cells =
    location === undefined
      ? undefined
      : await withStore({ store: location, schema }, context, async (store) => {
          requirePublished(store);
          return readCube(store, store.table("customer_rfm"));
        });
  const counts = cells && countsByCell(cells);
  return {
    model: model.name,
    scoring: scoring?.name ?? null,
    store: location ?? null,
    ...checkModel(model, { scoring, cells: counts }),
  };
}

function countsByCell(cube: Awaited<ReturnType<typeof readCube>>): number[] {
  const counts = CELLS.map(() => 0);
  for (const cell of cube) counts[cellIndex(cell.R, cell.F, cell.M)] = cell.customers;
  return counts;
}
