// As many server processes as the first argument says share one port; this one owns their streams.
import cluster from "node:cluster";
import { createStreamOwner, processWire } from "../../src/index.ts";
import { serveTarget } from "./serve-target.ts";

if (cluster.isPrimary) {
  const owner = createStreamOwner();
  let waiting = Number(process.argv[2]);
  for (let count = waiting; count > 0; count -= 1) {
    const worker = cluster.fork();
    owner.connect(processWire(worker));
    worker.on("listening", ({ port }) => {
      waiting -= 1;
      if (waiting === 0) process.send?.({ port });
    });
  }
  process.on("SIGTERM", () => process.exit());
} else {
  const { server } = serveTarget(processWire(process));
  server.listen(0, "127.0.0.1");
}
