import {
  createHub,
  DisconnectCode,
  ErrorCode,
  HubDisconnect,
  HubError,
  type Hub,
  type HubOptions,
  type StreamRules,
} from "@natter/hub";
import type { Logger } from "pino";
import { createOpenSessions } from "./open-sessions.ts";
import { RealtimeRefusal, type Gate, type SessionSelection } from "./port.ts";
import type { Revocations } from "./revocations.ts";

/** What a hub behind our gate is told by whoever starts the server. */
export type GatedHubOptions = {
  readonly gate: Gate;
  readonly log: Logger;
  readonly pingSeconds: number;
  /** Seconds since 1970. */
  readonly nowSeconds: () => number;
  /** Which pages may connect; when not said, those of the host that was asked for. */
  readonly allowOrigin?: HubOptions["allowOrigin"];
};

type GatedHubParts = GatedHubOptions & {
  readonly revoked: Revocations;
  /** Hears of every stream that somebody is let into, before they are. */
  readonly letIn: (stream: string) => void;
  readonly owner?: HubOptions["owner"];
};

const tenMinutes = 600_000;
const fiveMinutes = 300_000;

/** A hub that asks the gate who may come in, and whose streams are numbered by our log. */
export function createGatedHub(parts: GatedHubParts): GatedHub {
  const { gate, log, pingSeconds, allowOrigin, revoked, letIn, owner } = parts;
  const open = createOpenSessions();
  let endings = 0;

  /** Asks the gate again when sessions were ended meanwhile: this one might have been among them. */
  async function askGate(token: string): Promise<Awaited<ReturnType<Gate["authenticate"]>>> {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const before = endings;
      const answer = await gate.authenticate(token).catch(refuseConnection);
      if (revoked.covers(answer.user, answer.issuedAt))
        throw new HubDisconnect(DisconnectCode.invalidToken);
      if (endings === before) return answer;
    }
    throw new HubError(ErrorCode.tooManyRequests);
  }

  const hub = createHub({
    stream: rulesOf,
    ...(allowOrigin ? { allowOrigin } : {}),
    ...(owner ? { owner } : {}),
    limits: { pingMs: pingSeconds * 1_000 },
    onError: (error, context) =>
      log.error({ err: error, context }, "the realtime hub met an error"),
    async authenticate({ client, token }) {
      const { user, appId, userId, channels, expireAt, mark } = await askGate(token);
      open.set(client, { appId, userId, user, mark });
      for (const channel of channels) letIn(channel);
      return {
        user,
        expireAt,
        subscriptions: Object.fromEntries(channels.map((channel) => [channel, {}])),
      };
    },
    async refresh({ client }, token) {
      const { user, appId, userId, expireAt, mark } = await askGate(token);
      open.set(client, { appId, userId, user, mark });
      return { user, expireAt };
    },
    async authorizeSubscribe({ user }, { channel, token }) {
      const grant = await gate
        .authorize({ user, stream: channel, token })
        .catch(refuseSubscription);
      letIn(channel);
      return grant;
    },
    refreshSubscription: ({ user }, { channel, token }) =>
      gate.authorize({ user, stream: channel, token }).catch(refuseSubscription),
    rpc: ({ user, client }, method, data) => gate.rpc(user, method, data, client),
    position: {
      async head(channel) {
        const head = await gate.head(channel);
        return head && { offset: head.seq, epoch: head.epoch };
      },
      async since(channel, offset, limit) {
        const found = await gate.since(channel, offset, limit);
        return found.map(({ seq, json, instead }) => ({
          ...{ data: json, offset: seq },
          ...(instead && { instead }),
        }));
      },
    },
    onConnect: ({ user }) => gate.connected(user),
    onDisconnect({ user, client }) {
      open.delete(client);
      gate.sessionEnded(user, client);
      gate.disconnected(user);
    },
  });
  return {
    ...hub,
    end(selection) {
      endings += 1;
      for (const { client, user } of open.select(selection))
        hub.disconnect(user, DisconnectCode.forceDisconnect, { client });
    },
  };
}

/** A hub that knows by which user token each of its sessions was begun. */
export type GatedHub = Hub & {
  /** Ends sessions of this process, and lets none of them in that is on its way. */
  end(selection: SessionSelection): void;
};

/** The figures of a hub that are numbers. */
export function numbersOf(metrics: Readonly<Record<string, unknown>>): Record<string, number> {
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
  if (/^ev[trp]?:/.test(channel)) return {};
  throw new HubError(ErrorCode.unknownChannel);
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
