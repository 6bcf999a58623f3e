import {
  createHub,
  ErrorCode,
  DisconnectCode,
  HubDisconnect,
  HubError,
  type Hub,
  type HubOptions,
  type StreamRules,
} from "@natter/hub";
import type { Logger } from "pino";
import { RealtimeRefusal, type Gate, type Realtime } from "./port.ts";

type EmbeddedHubOptions = {
  readonly gate: Gate;
  readonly log: Logger;
  readonly pingSeconds: number;
  /** Seconds since 1970. */
  readonly nowSeconds: () => number;
  /** Which pages may connect; when not said, those of the host that was asked for. */
  readonly allowOrigin?: HubOptions["allowOrigin"];
};

const tenMinutes = 600_000;
const fiveMinutes = 300_000;

/** How long a token issued before a forced disconnect could still be good. */
const tokenSeconds = 3_600;

/** The realtime door inside this process: our own hub. */
export function openEmbeddedHub({
  gate,
  log,
  pingSeconds,
  nowSeconds,
  allowOrigin,
}: EmbeddedHubOptions): Realtime {
  const revoked = createRevocations(nowSeconds);
  // Streams that anyone was let into since the process began. The hub holds nothing of the others, and whoever comes
  // to one later begins at its present end: what is published to them now needs no numbering and no memory.
  const heard = new Set<string>();
  const hub: Hub = createHub({
    stream: rulesOf,
    ...(allowOrigin ? { allowOrigin } : {}),
    limits: { pingMs: pingSeconds * 1_000 },
    onError: (error, context) =>
      log.error({ err: error, context }, "the realtime hub met an error"),
    async authenticate({ token }) {
      const { user, channels, expireAt, issuedAt } = await gate
        .authenticate(token)
        .catch(refuseConnection);
      if (revoked.covers(user, issuedAt)) throw new HubDisconnect(DisconnectCode.invalidToken);
      for (const channel of channels) heard.add(channel);
      return {
        user,
        expireAt,
        subscriptions: Object.fromEntries(channels.map((channel) => [channel, {}])),
      };
    },
    async refresh(_session, token) {
      const { user, expireAt, issuedAt } = await gate.authenticate(token).catch(refuseConnection);
      if (revoked.covers(user, issuedAt)) throw new HubDisconnect(DisconnectCode.invalidToken);
      return { user, expireAt };
    },
    async authorizeSubscribe({ user }, { channel, token }) {
      const grant = await gate
        .authorize({ user, stream: channel, token })
        .catch(refuseSubscription);
      heard.add(channel);
      return grant;
    },
    refreshSubscription: ({ user }, { channel, token }) =>
      gate.authorize({ user, stream: channel, token }).catch(refuseSubscription),
    rpc: ({ user }, method, data) => gate.rpc(user, method, data),
    position: {
      async head(channel) {
        const head = await gate.head(channel);
        return head && { offset: head.seq, epoch: head.epoch };
      },
      async since(channel, offset, limit) {
        const found = await gate.since(channel, offset, limit);
        return found.map(({ seq, json }) => ({ data: json, offset: seq }));
      },
    },
    onConnect: ({ user }) => gate.connected(user),
    onDisconnect: ({ user }) => gate.disconnected(user),
  });

  function report(sent: Promise<unknown>): void {
    sent.catch((error: unknown) => log.error({ err: error }, "publishing to the hub failed"));
  }

  return {
    publish(stream, json, position) {
      if (!heard.has(stream)) return;
      report(
        hub.publish(
          stream,
          json,
          position ? { position: { offset: position.seq, epoch: position.epoch } } : {},
        ),
      );
    },
    broadcast: (streams, json) =>
      report(
        hub.broadcast(
          streams.filter((stream) => heard.has(stream)),
          json,
        ),
      ),
    signal(streams, json, key) {
      const listening = streams.filter((stream) => hub.subscribers(stream) > 0);
      report(hub.broadcast(listening, json, { ephemeral: true, coalesceKey: key }));
    },
    unsubscribe: (user, stream) => hub.unsubscribe(user, stream),
    disconnect(user) {
      revoked.add(user);
      hub.disconnect(user, DisconnectCode.forceDisconnect);
    },
    sessions: (user) => hub.sessionsOf(user).length,
    hasSubscribers: (stream) => hub.subscribers(stream) > 0,
    attach: (server) => hub.attach(server),
    handle: (request, response) => hub.handleRequest(request, response),
    metrics: () => numbersOf(hub.metrics()),
    close: () => hub.close({ graceMs: 200 }),
  };
}

function numbersOf(metrics: Readonly<Record<string, unknown>>): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const [name, value] of Object.entries(metrics))
    if (typeof value === "number") numbers[name] = value;
  return numbers;
}

// The kind of line is the text before the first colon (core/realtime-names.ts).
function rulesOf(channel: string): StreamRules {
  if (channel.startsWith("user:"))
    return { historySize: 300, historyTtlMs: tenMinutes, recover: true };
  if (channel.startsWith("chat:"))
    return { historySize: 100, historyTtlMs: fiveMinutes, recover: true };
  if (channel.startsWith("ev:")) return {};
  throw new HubError(ErrorCode.unknownChannel);
}

/** Remembers whose sessions were ended, so that a token from before does not bring them back. */
function createRevocations(nowSeconds: () => number) {
  const at = new Map<string, number>();
  return {
    add(user: string): void {
      const now = nowSeconds();
      for (const [name, second] of at) if (second < now - tokenSeconds) at.delete(name);
      at.set(user, now);
    },
    covers: (user: string, issuedAt: number) => issuedAt <= (at.get(user) ?? -1),
  };
}

function refuseConnection(error: unknown): never {
  if (!(error instanceof RealtimeRefusal)) throw error;
  if (error.reason === "token-expired") throw new HubError(ErrorCode.tokenExpired);
  throw new HubDisconnect(DisconnectCode.invalidToken);
}

function refuseSubscription(error: unknown): never {
  if (!(error instanceof RealtimeRefusal)) throw error;
  throw new HubError(
    error.reason === "token-expired" ? ErrorCode.tokenExpired : ErrorCode.permissionDenied,
  );
}
