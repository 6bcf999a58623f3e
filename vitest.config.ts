import { defineConfig } from "vitest/config";
import { heldBack } from "./scripts/held-back.mjs";

const left = process.env["RUN_HELD_BACK"] === undefined ? Object.keys(heldBack) : [];

const everywhere = {
  exclude: ["**/node_modules/**", "**/dist/**"],
  // Offers a PostgreSQL to every file that asks for one.
  globalSetup: ["packages/testing/src/vitest-global-setup.ts"],
  // What is waited for may take its time on a busy machine: one second is the default.
  expect: { poll: { interval: 50, timeout: 15_000 } },
};

// Two groups, one after the other: many small files on two cores, then whole servers and browsers one at a time.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...everywhere,
          name: "parts",
          include: ["{packages,apps,scripts}/**/*.test.{ts,tsx}"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...everywhere,
          name: "whole",
          include: ["tests/**/*.test.ts"],
          exclude: [...everywhere.exclude, ...left],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
