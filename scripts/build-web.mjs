// Dependency-free JavaScript for Node 20.
import { ensureBuilt } from "./ensure-built.mjs";

/** @type {import("./ensure-built.mjs").Build} */
export const webApp = {
  what: "the web app",
  sources: [
    ...["apps/web", "packages/client", "packages/contract", "packages/react"],
    "package-lock.json",
  ],
  leftOut: /(\.(test|stories)\.tsx?$|\/\.storybook\/)/,
  folder: "apps/web",
  output: "dist",
  command: ["node_modules/vite/bin/vite.js", "build", "--logLevel=warn"],
};

/** Builds the web app unless it stands. */
export function ensureWebApp() {
  return ensureBuilt(webApp);
}
