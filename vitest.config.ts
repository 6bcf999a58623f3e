import { defineConfig } from "vitest/config";

// One run over every package. Test files that need a database start one through packages/testing.
export default defineConfig({
  test: {
    include: ["{packages,apps,scripts,tests}/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    globalSetup: ["packages/testing/src/vitest-global-setup.ts"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
