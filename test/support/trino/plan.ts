/** A part of a plan that runs on one or several servers. */
export interface Fragment {
  readonly id: number;
  /** How its work is spread, such as `HASH`; `SINGLE` and `COORDINATOR_ONLY` are not spread at all. */
  readonly partitioning: string;
  readonly operators: readonly Operator[];
}

/** A step of a fragment. */
export interface Operator {
  /** Such as `Window`, `TopNRanking` or `TableScan`. */
  readonly name: string;
  /** What stands in its brackets, such as `partitionBy = [bracket], orderBy = [low ASC NULLS LAST]`. */
  readonly details: string;
}

/** Reads what `EXPLAIN (TYPE DISTRIBUTED)` says. */
export function readPlan(text: string): Fragment[] {
  const parts = text.split(/^Fragment /m).slice(1);
  return parts.map((part) => {
    const [, id, partitioning = ""] = /^(\d+) \[(.*)\]/.exec(part) ?? [];
    return { id: Number(id), partitioning, operators: part.split("\n").slice(1).flatMap(operatorOf) };
  });
}

/** An operator begins its line, behind the lines of the tree: what describes it stands behind a bar or deeper. */
function operatorOf(line: string): Operator[] {
  const [, name, details] = /^[ │]*(?:[├└]─ |    )?([A-Z][A-Za-z]+)\[(.*)\]$/.exec(line) ?? [];
  return name === undefined || details === undefined ? [] : [{ name, details }];
}

const ALONE = /^(SINGLE|COORDINATOR_ONLY)$/;
const WINDOWS = /^(Window|RowNumber|TopNRanking|TopNRowNumber|PatternRecognition)$/;

/**
 * What of a plan does not spread: scans and full sorts on one server, and windows there or over all rows at once. The
 * last rows of a statement may come together on one server, which merges what others sorted.
 */
export function undistributed(fragments: readonly Fragment[]): string[] {
  return fragments.flatMap(({ partitioning, operators }) =>
    operators
      .filter(({ name, details }) => {
        if (WINDOWS.test(name)) return ALONE.test(partitioning) || !details.includes("partitionBy = [");
        return (
          ALONE.test(partitioning) &&
          /^(Sort|PartialSort|TableScan|ScanFilter\w*|ScanProject\w*|TableWriter)$/.test(name)
        );
      })
      .map(({ name, details }) => `${partitioning}: ${name}[${details}]`),
  );
}

/** Windows that go over rows as they stand, since what they read was not grouped before. */
export function windowsOverRows(fragments: readonly Fragment[]): string[] {
  const isGrouped = fragments.some(({ operators }) => operators.some(({ name }) => name === "Aggregate"));
  const windows = fragments.flatMap(({ operators }) => operators.filter(({ name }) => WINDOWS.test(name)));
  return isGrouped ? [] : windows.map(({ name, details }) => `${name}[${details}]`);
}
