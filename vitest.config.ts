import { configDefaults, defineConfig } from "vitest/config";

const TESTS = "**/*.test.ts";

/** Tests of what is computed: nothing is kept between files, so that they share a process, which saves starting one for each. */
const COMPUTING = ["model", "outputs", "trino/client"].map((folder) => `test/${folder}/${TESTS}`);

/** Tests of the dashboard, whose servers and browsers are processes of their own, so that files may share one. */
const DASHBOARD = `test/web/${TESTS}`;

/** Tests of commands, which are processes of their own, too. */
const COMMANDS = ["cli", "docs"].map((folder) => `test/${folder}/${TESTS}`);

/** Tests of servers and hostile files, and of what a process leaves behind: each file has a process of its own. */
const ALONE = [
  ...["bad-inputs", "fuzz", "postgres", "server", "trino"].map((folder) => `test/${folder}/${TESTS}`),
  "test/library-in-memory.test.ts",
];

const POSTGRES = "test/support/postgres/global-setup.ts";
const BROWSER = "test/support/browser/global-setup.ts";

export default defineConfig({
  test: {
    env: { TZ: "America/St_Johns" },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: {
      // A test that expects nothing is red: its loop was empty, or it returned too early.
      requireAssertions: true,
      // How long a test waits for what it polls; a slow machine needs more than the second of the default.
      poll: { timeout: 60_000, interval: 20 },
    },
    maxWorkers: 2,
    reporters: ["default", "./test/support/plain-summary.ts"],
    projects: [
      { extends: true, test: { name: "together", include: COMPUTING, isolate: false } },
      {
        extends: true,
        test: {
          name: "engines",
          include: [`test/${TESTS}`],
          exclude: [...configDefaults.exclude, "test/trino/cluster/**", ...COMPUTING, ...COMMANDS, ...ALONE, DASHBOARD],
          globalSetup: [POSTGRES],
          isolate: false,
        },
      },
      { extends: true, test: { name: "commands", include: COMMANDS, globalSetup: [POSTGRES], isolate: false } },
      {
        extends: true,
        test: {
          name: "apart",
          include: ALONE,
          exclude: [...configDefaults.exclude, "test/trino/cluster/**", ...COMPUTING],
          globalSetup: [POSTGRES],
        },
      },
      { extends: true, test: { name: "browser", include: [DASHBOARD], globalSetup: [BROWSER], isolate: false } },
    ],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      // Commands and the dashboard run in processes and browsers of their own, which are not measured.
      exclude: ["src/cli/**", "src/web/**"],
      reporter: ["text-summary", "html", "json-summary"],
      reportOnFailure: true,
      // A little below what the thorough run measures.
      thresholds: { statements: 88, branches: 82, functions: 87, lines: 89 },
    },
  },
});
