import type { Server } from "node:http";
import { Server as NetServer } from "node:net";

const knockingMs = 1_000;
const firstRequestMs = 500;
const inFlightMs = 8_000;

/**
 * Closes a server's port and resolves when all that was under way is answered. Whoever had connected by then is taken in, also when
 * the system had not handed the connection over yet; what takes longer than eight seconds is cut.
 */
export function closeGently(server: Server): Promise<void> {
  return new Promise((resolve) => {
    onceNobodyKnocks(server, () => {
      // HTTP's own close would also cut connections whose first request has not been read yet: they get a moment for it. Later an
      // idle one was answered, and is only kept for the client's next request.
      let idle: NodeJS.Timeout;
      const soon = setTimeout(() => {
        // Not before the turn of the event loop has read what has arrived.
        idle = setInterval(() => setImmediate(() => server.closeIdleConnections()), 50);
      }, firstRequestMs);
      const late = setTimeout(() => server.closeAllConnections(), inFlightMs);
      NetServer.prototype.close.call(server, () => {
        clearTimeout(soon);
        clearInterval(idle);
        clearTimeout(late);
        resolve();
      });
    });
  });
}

/**
 * Runs `then` in a turn of the event loop at which no connection waited to be taken in: the system cuts those that wait when the
 * port closes, and each turn takes in one (libuv since 1.45). A second of them is enough: a proxy has heard of the end long before.
 */
function onceNobodyKnocks(server: Server, then: () => void): void {
  const end = performance.now() + knockingMs;
  let quietTurns = 0;
  const knock = () => (quietTurns = 0);
  server.on("connection", knock);
  const look = () => {
    quietTurns += 1;
    // The rest of the turn in which this began says nothing: it may have looked at the port before.
    if (quietTurns <= 2 && performance.now() < end) {
      setImmediate(look);
      return;
    }
    server.off("connection", knock);
    then();
  };
  setImmediate(look);
}
