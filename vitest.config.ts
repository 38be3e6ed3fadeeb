import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "test/trino/cluster/**"],
    globalSetup: ["test/support/postgres/global-setup.ts", "test/support/browser/global-setup.ts"],
    env: { TZ: "America/St_Johns" },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ["default", "./test/support/plain-summary.ts"],
  },
});
