import { runInputs } from "../run/inputs.js";

/** What a run is told of its results, and of where they go. The rest says which sales are read, and how. */
const {
  ties: _ties,
  scoring: _scoring,
  cutpoints: _cutpoints,
  model: _model,
  store: _store,
  schema: _schema,
  replace: _replace,
  to: _to,
  rejects: _rejects,
  strict: _strict,
  maxRejects: _maxRejects,
  lockTimeout: _lockTimeout,
  changesFor: _changesFor,
  ...inputsOfSales
} = runInputs;

/** The inputs of `run` that say which sales are read, and how. */
export const salesInputs = inputsOfSales;
