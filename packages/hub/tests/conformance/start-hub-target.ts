import { fork } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { serveTarget } from "./serve-target.ts";
import { apiKey, tokenSecret, type Target } from "./target.ts";

/** Our hub in this process, on a free port. */
export async function startHubTarget(): Promise<Target> {
  const { hub, server } = serveTarget();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server has a port
  return target("hub", port, async () => {
    await hub.close();
    server.closeAllConnections();
    server.close();
  });
}

/** The same as several processes that share a port; the first owns the streams. */
export async function startProcessesTarget(processes: number): Promise<Target> {
  const program = fileURLToPath(new URL("./serve-processes.ts", import.meta.url));
  const child = fork(program, [`${processes}`]);
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return target("processes", port, async () => {
    child.kill();
    await once(child, "exit");
  });
}

function target(name: Target["name"], port: number, close: () => Promise<void>): Target {
  return { name, origin: `http://127.0.0.1:${port}`, apiKey, tokenSecret, close };
}
