import { DisconnectCode } from "@natter/hub";
import { createGatedHub, numbersOf, type GatedHubOptions } from "./gated-hub.ts";
import type { Realtime } from "./port.ts";
import { createRevocations } from "./revocations.ts";

/** The realtime door inside this process: our own hub. */
export function openEmbeddedHub(options: GatedHubOptions): Realtime {
  const { log, nowSeconds } = options;
  const revoked = createRevocations(nowSeconds);
  // Streams that anyone was let into since the process began. The hub holds nothing of the others, and whoever comes
  // to one later begins at its present end: what is published to them now needs no numbering and no memory.
  const heard = new Set<string>();
  const hub = createGatedHub({ ...options, revoked, letIn: (stream) => heard.add(stream) });

  function report(sent: Promise<unknown>): void {
    sent.catch((error: unknown) => log.error({ err: error }, "publishing to the hub failed"));
  }

  return {
    publish(stream, json, position, instead) {
      if (!heard.has(stream)) return;
      report(
        hub.publish(stream, json, {
          ...(position && { position: { offset: position.seq, epoch: position.epoch } }),
          ...(instead && { instead }),
        }),
      );
    },
    broadcast: (streams, json) =>
      report(
        hub.broadcast(
          streams.filter((stream) => heard.has(stream)),
          json,
        ),
      ),
    signal(streams, json, key, to) {
      const listening = streams.filter((stream) => hub.subscribers(stream) > 0);
      report(hub.broadcast(listening, json, { ephemeral: true, coalesceKey: key, ...to }));
    },
    unsubscribe: (user, stream) => hub.unsubscribe(user, stream),
    disconnect(user) {
      revoked.add(user);
      hub.disconnect(user, DisconnectCode.forceDisconnect);
    },
    end: async (selection) => hub.end(selection),
    sessions: (user) => hub.sessionsOf(user).length,
    hasSubscribers: (stream) => hub.subscribers(stream) > 0,
    attach: (server) => hub.attach(server),
    handle: (request, response) => hub.handleRequest(request, response),
    metrics: () => numbersOf(hub.metrics()),
    close: ({ graceMs = 200 } = {}) => hub.close({ graceMs }),
  };
}
