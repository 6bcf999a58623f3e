import { connect, createServer, type Socket } from "node:net";

/** A way to a server that can be cut: for connections that drop and servers that come back elsewhere. */
export type CutProxy = {
  readonly url: string;
  target: number;
  /** Drops every open connection; new ones are let in. */
  cut(): void;
  /** While closed, whoever connects is dropped at once. */
  closed: boolean;
  stop(): Promise<void>;
};

export async function startCutProxy(target: number): Promise<CutProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    if (proxy.closed) return void incoming.destroy();
    const outgoing = connect(proxy.target, "127.0.0.1");
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.on("error", () => undefined); // a cut is what this is for
      socket.on("close", () => {
        sockets.delete(socket);
        incoming.destroy();
        outgoing.destroy();
      });
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  const proxy: CutProxy = {
    url: `http://127.0.0.1:${address.port}`,
    target,
    closed: false,
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async stop() {
      proxy.cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
