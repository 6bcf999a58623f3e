// What `npm run dev` runs once everything is installed: the server, restarted when its sources change, behind Vite's server,
// which reloads the web app. One address, as in production.
import { once } from "node:events";
import { createServer as createProbe } from "node:net";
import { join } from "node:path";
import { createServer } from "vite";
import { root } from "./install.mjs";
import { runInOurPlace } from "./run-child.mjs";

/** Whatever the server answers itself; all else is the web app's. */
const SERVER_PATHS = ["/v1", "/connection", "/config.json", "/healthz", "/metrics"];

const port = Number(process.env.PORT || 8800);
const serverPort = await findFreePort();
const proxy = { target: `http://127.0.0.1:${serverPort}`, ws: true };

try {
  const web = await createServer({
    root: join(root, "apps", "web"),
    logLevel: "warn",
    clearScreen: false,
    server: {
      ...{ port, strictPort: true, host: process.env.HOST || "127.0.0.1" },
      proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, proxy])),
    },
  });
  await web.listen();
  const main = join(root, "packages", "server", "src", "node", "main.ts");
  process.exitCode = await runInOurPlace(
    process.execPath,
    ["--watch", "--watch-preserve-output", main],
    {
      cwd: root,
      env: {
        ...process.env,
        PORT: String(serverPort),
        HOST: "127.0.0.1",
        NATTER_PUBLIC_URL: process.env.NATTER_PUBLIC_URL || `http://localhost:${port}`,
      },
    },
  );
  await web.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function findFreePort() {
  const probe = createProbe().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address ? address.port : 0;
}
