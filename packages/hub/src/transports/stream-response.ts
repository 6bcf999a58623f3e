import type { IncomingMessage, ServerResponse } from "node:http";
import type { HubCore } from "../hub-core.ts";
import type { TransportName } from "../hub-options.ts";
import type { Lane } from "../lane.ts";
import { Session } from "../session.ts";
import type { Transport } from "./transport.ts";

/** How one kind of HTTP stream looks on the wire. */
export type StreamKind = {
  readonly name: Exclude<TransportName, "websocket">;
  readonly lane: Lane;
  readonly contentType: string;
  /** What a stream begins with, to get proxies and clients going. */
  readonly opening: string;
};

/**
 * Opens a session whose server-to-client half is this response. The client's half comes as separate
 * requests that name the session; its first frame is `connect`.
 */
export function openStream(
  core: HubCore,
  request: IncomingMessage,
  response: ServerResponse,
  kind: StreamKind,
  connect: Uint8Array,
): void {
  response.writeHead(200, {
    "Content-Type": kind.contentType,
    "Cache-Control": "private, no-cache, no-store, must-revalidate, max-age=0",
    // Reverse proxies would collect the stream otherwise.
    "X-Accel-Buffering": "no",
  });
  response.write(kind.opening);
  const { transport, resumed } = createTransport(core, response, kind);
  const { headers } = request;
  const session = new Session(core, transport, { headers, origin: headers.origin });
  core.emulated.set(transport.emulation.session, { session, resumed });
  response.on("drain", () => session.drained());
  response.on("error", () => session.closed());
  response.on("close", () => {
    core.emulated.delete(transport.emulation.session);
    // Requests that wait for the session to take more need wait no longer.
    transport.resume();
    session.closed();
  });
  session.receive(connect);
}

type StreamTransport = Transport & { readonly emulation: { session: string; node: string } };

function createTransport(
  core: HubCore,
  response: ServerResponse,
  kind: StreamKind,
): { transport: StreamTransport; resumed(): Promise<void> } {
  let gate = Promise.resolve();
  let open: () => void = () => {};

  const transport: StreamTransport = {
    name: kind.name,
    lane: kind.lane,
    emulation: { session: core.createId(), node: core.node },
    write: (frames) => response.write(frames),
    waiting: () => response.writableLength,
    pause() {
      gate = new Promise((resolve) => (open = resolve));
    },
    resume: () => open(),
    close(code, reason) {
      open();
      const { lane } = kind;
      const push = lane.codec.push({ type: "disconnect", channel: "", code, reason });
      response.end(lane.frame([push]));
      core.clock.after(core.limits.closeMs, () => response.destroy());
    },
  };
  return { transport, resumed: () => gate };
}
