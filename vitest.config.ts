import { configDefaults, defineConfig } from "vitest/config";

/** Tests of what keeps nothing between files: they share a process, which saves starting one for each. */
const TOGETHER = ["test/model/**/*.test.ts", "test/outputs/**/*.test.ts", "test/trino/client/**/*.test.ts"];

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
      { extends: true, test: { name: "together", include: TOGETHER, isolate: false } },
      {
        extends: true,
        test: {
          name: "apart",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, "test/trino/cluster/**", ...TOGETHER],
          globalSetup: ["test/support/postgres/global-setup.ts", "test/support/browser/global-setup.ts"],
        },
      },
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
