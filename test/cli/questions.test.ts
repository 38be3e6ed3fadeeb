import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.js";
import { onTerminal } from "../support/terminal.js";
import { quintile } from "./command.js";

const { folder } = temporaryFolder();
const here = { cwd: folder };
/** All days are 12 at most: day first or month first. */
const DOUBTFUL = "customer_id,sale_date,revenue\n1,02/03/2024,5\n2,05/06/2024,7\n";

/** The error object, which stands on the last line behind the progress. */
function errorOf(said: string): { code: string; try: { args: string[]; means: string }[] } {
  return (JSON.parse(said.trim().split("\n").at(-1) ?? "") as { error: ReturnType<typeof errorOf> }).error;
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

test("a doubt where nobody can be asked ends with exit code 6 and complete commands to copy", async () => {
  const file = write("two words.csv", DOUBTFUL);
  const { code, out, err } = await quintile(["run", file, "--store", "q.duckdb", "--ties", "first"], here);
  expect({ code, out }).toEqual({ code: 6, out: "" });
  expect(err).toContain("AMBIGUOUS_DATE:");
  expect(err.split("\n").slice(-5)).toEqual([
    "  quintile run 'two words.csv' --store q.duckdb --ties first --date-format %d/%m/%Y",
    "    dates are %d/%m/%Y: day first",
    "  quintile run 'two words.csv' --store q.duckdb --ties first --date-format %m/%d/%Y",
    "    dates are %m/%d/%Y: month first",
    "",
  ]);
});

test("as JSON it carries the same commands for programs, and each of them runs", async () => {
  const file = write("days.csv", DOUBTFUL);
  const { code, err } = await quintile(["run", file, "--store", "j.duckdb", "--json"], here);
  expect(code).toBe(6);
  const error = errorOf(err);
  expect(error.try).toEqual([
    {
      args: ["run", "days.csv", "--store", "j.duckdb", "--json", "--date-format", "%d/%m/%Y"],
      means: "dates are %d/%m/%Y: day first",
    },
    {
      args: ["run", "days.csv", "--store", "j.duckdb", "--json", "--date-format", "%m/%d/%Y"],
      means: "dates are %m/%d/%Y: month first",
    },
  ]);
  const snapshots = [];
  for (const { args } of error.try) {
    snapshots.push((JSON.parse((await quintile(args, here)).out) as { snapshot: string }).snapshot);
  }
  expect(snapshots).toEqual(["2024-06-06", "2024-05-07"]);
});

test("what came from the configuration stays there", async () => {
  const file = write("config.csv", DOUBTFUL);
  write("own.yaml", `source: ${file}\nstore: c.duckdb\n`);
  const { err } = await quintile(["run", "--config", "own.yaml", "--json"], here);
  const error = errorOf(err);
  expect(error.try[0]?.args).toEqual(["run", "--config", "own.yaml", "--json", "--date-format", "%d/%m/%Y"]);
});

const DOWN = "\u001B[B";

test("on a terminal it is asked, with the proposal first, and the run goes on with the answer", async () => {
  const file = write("asked.csv", DOUBTFUL);
  const chosen = ["run", file, "--store", "t.duckdb", "--to", "asked-out.csv"];
  const { code, screen } = await onTerminal(chosen, { ...here, keys: [["month first", `${DOWN}\r`]] });
  expect(screen).toContain("day first");
  expect({ code, screen }).toMatchObject({ code: 0 });
  expect(screen).toContain("as of 2024-05-07");
});

test.each([
  ["Ctrl-C", "\u0003"],
  ["the end of the input", "\u0004"],
])("%s at the question ends the run with 130, publishes nothing and gives the terminal back", async (_, key) => {
  const file = write("stopped.csv", DOUBTFUL);
  const { code, screen } = await onTerminal(["run", file, "--store", "stopped.duckdb"], {
    ...here,
    keys: [["month first", key]],
  });
  expect(code).toBe(130);
  expect(screen).toContain("CANCELLED: The question was not answered; nothing was published.");
  expect(screen.lastIndexOf("\u001B[?25h")).toBeGreaterThan(screen.lastIndexOf("\u001B[?25l")); // the cursor is shown again
  expect((await quintile(["runs", "--store", "stopped.duckdb"], here)).err).toContain("NO_SUCH_STORE");
});

test("with --no-input nothing is asked on a terminal either", async () => {
  const file = write("quiet.csv", DOUBTFUL);
  const { code, screen } = await onTerminal(["run", file, "--store", "n.duckdb", "--no-input"], { ...here, keys: [] });
  expect(code).toBe(6);
  expect(screen).toContain("quintile run quiet.csv --store n.duckdb --no-input --date-format %d/%m/%Y");
});
