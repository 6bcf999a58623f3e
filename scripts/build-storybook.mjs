// Dependency-free JavaScript for Node 20.
import { ensureBuilt } from "./ensure-built.mjs";

/** Storybook's own program, below the repository's root. */
export const storybookProgram = "packages/react/node_modules/storybook/dist/bin/dispatcher.js";

/** @type {import("./ensure-built.mjs").Build} */
const storybook = {
  what: "the Storybook",
  sources: [
    ...["packages/client", "packages/contract", "packages/react", "packages/testing"],
    "package-lock.json",
  ],
  leftOut: /\.test\.tsx?$/,
  folder: "packages/react",
  output: "dist/storybook",
  command: [
    storybookProgram,
    ...["build", "--config-dir", ".storybook", "--output-dir", "dist/storybook"],
    ...["--disable-telemetry", "--quiet"],
  ],
};

/** Builds the Storybook unless it stands. */
export function ensureStorybook() {
  return ensureBuilt(storybook);
}
