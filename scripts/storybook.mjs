// What `npm run storybook` runs. Dependency-free JavaScript for Node 20: nothing may be installed yet.
import { join } from "node:path";
import { storybookProgram } from "./build-storybook.mjs";
import { ensureInstalled, findNode, root, toolEnvironment } from "./install.mjs";
import { runInOurPlace } from "./run-child.mjs";

try {
  await ensureInstalled();
  process.exitCode = await runInOurPlace(
    findNode(),
    [
      join(root, storybookProgram),
      ...["dev", "--config-dir", ".storybook", "--port", process.env.PORT || "6006"],
      ...["--disable-telemetry", "--no-open", ...process.argv.slice(2)],
    ],
    { cwd: join(root, "packages", "react"), stdio: "inherit", env: toolEnvironment() },
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
