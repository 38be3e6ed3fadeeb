import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "test/trino/cluster/**"],
    globalSetup: ["test/support/postgres/global-setup.ts", "test/support/browser/global-setup.ts"],
    env: { TZ: "America/St_Johns" },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // How long a test waits for what it polls; a slow machine needs more than the second of the default.
    expect: { poll: { timeout: 60_000, interval: 20 } },
    maxWorkers: 2,
    reporters: ["default", "./test/support/plain-summary.ts"],
  },
});
