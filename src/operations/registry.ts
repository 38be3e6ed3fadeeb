import { customersOperation } from "./customers/operation.js";
import { demoOperation } from "./demo/operation.js";
import { explainOperation } from "./explain/operation.js";
import { exportOperation } from "./export/operation.js";
import { icpOperation } from "./icp/operation.js";
import { icpShowOperation } from "./icp-show/operation.js";
import { initOperation } from "./init/operation.js";
import { inspectOperation } from "./inspect/operation.js";
import { modelsOperation } from "./models/operation.js";
import { movementOperation } from "./movement/operation.js";
import { overviewOperation } from "./overview/operation.js";
import { qualifyOperation } from "./qualify/operation.js";
import { relabelOperation } from "./relabel/operation.js";
import { reportOperation } from "./report/operation.js";
import { runOperation } from "./run/operation.js";
import { runsOperation } from "./runs/operation.js";
import { segmentsOperation } from "./segments/operation.js";
import { segmentsCheckOperation } from "./segments-check/operation.js";
import { sqlOperation } from "./sql/operation.js";
import { type AnyOperation, asAny } from "./operation.js";

/** Everything Quintile can do, in the order in which people meet it. What else there is of an operation is derived from here. */
export const OPERATIONS: readonly AnyOperation[] = [
  asAny(runOperation),
  asAny(inspectOperation),
  asAny(initOperation),
  asAny(overviewOperation),
  asAny(reportOperation),
  asAny(explainOperation),
  asAny(customersOperation),
  asAny(exportOperation),
  asAny(movementOperation),
  asAny(icpOperation),
  asAny(icpShowOperation),
  asAny(qualifyOperation),
  asAny(segmentsOperation),
  asAny(segmentsCheckOperation),
  asAny(modelsOperation),
  asAny(relabelOperation),
  asAny(runsOperation),
  asAny(sqlOperation),
  asAny(demoOperation),
];
