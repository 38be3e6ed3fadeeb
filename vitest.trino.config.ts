import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "test/trino/cluster/**/*.test.ts",
      ...[
        "golden",
        "dates",
        "numbers",
        "hostile-spellings",
        "publishing",
        "rejects",
        "all-meanings",
        "round-trip",
        "late-surprises",
        "invoice-lines",
        "determinism",
        "customers",
        "overview",
        "icp",
        "movement",
      ].map((name) => `test/contract/${name}.test.ts`),
    ],
    globalSetup: ["test/support/trino/global-setup.ts"],
    env: { TZ: "America/St_Johns" },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 150_000, interval: 100 } },
    maxWorkers: 2,
    reporters: ["default", "./test/support/plain-summary.ts"],
  },
});
