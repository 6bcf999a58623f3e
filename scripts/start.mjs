// What `npm start` and `npm run dev` run. Dependency-free JavaScript for Node 20: nothing may be installed yet.
import { join } from "node:path";
import { ensureWebApp } from "./build-web.mjs";
import { ensureInstalled, findNode, root, toolEnvironment } from "./install.mjs";
import { runInOurPlace } from "./run-child.mjs";

const main = join(root, "packages", "server", "src", "node", "main.ts");
const dev = process.argv.includes("--dev");

try {
  await ensureInstalled();
  if (!dev) await ensureWebApp();
  const args = dev ? [join(root, "scripts", "dev.mjs")] : [main];
  process.exitCode = await runInOurPlace(findNode(), args, { cwd: root, env: toolEnvironment() });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
