/** The columns of `rfm_runs` before it kept how sales were read. */
const COLUMNS = `run INTEGER, started_at TIMESTAMP, finished_at TIMESTAMP, version VARCHAR, source VARCHAR, snapshot VARCHAR,
  sales BIGINT, customers BIGINT, rejected VARCHAR, scoring VARCHAR, cutpoints VARCHAR, model VARCHAR, model_definition VARCHAR,
  options VARCHAR, timings VARCHAR, format INTEGER`;

const NAMES = `run, started_at, finished_at, version, source, snapshot, sales, customers, rejected, scoring, cutpoints, model,
  model_definition, options, timings, format`;

/**
 * Statements that put a table of the layout before in the place of `rfm_runs`, with the same runs.
 *
 * @param table how `rfm_runs` is spelled there.
 * @param more what stands in the table's definition besides, such as a key.
 */
export function earlierRuns(table = "rfm_runs", more = ""): string[] {
  return [
    `CREATE TABLE ${table}_before (${COLUMNS}${more})`,
    `INSERT INTO ${table}_before SELECT ${NAMES} FROM ${table}`,
    `DROP TABLE ${table}`,
    `ALTER TABLE ${table}_before RENAME TO rfm_runs`,
  ];
}
