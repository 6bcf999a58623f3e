import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Control, Draft } from "./broker/broker.ts";
import { DisconnectCode, ErrorCode, UnsubscribeCode } from "./codes.ts";
import { control, sessionsOf, subscribeAll } from "./control.ts";
import { createHubCore } from "./create-hub-core.ts";
import { createDoor } from "./door.ts";
import { HubError } from "./hub-error.ts";
import type { HubCore } from "./hub-core.ts";
import type {
  HistoryOptions,
  HubOptions,
  PublishOptions,
  ServerSubscribeOptions,
  SessionInfo,
  StreamRules,
} from "./hub-options.ts";
import { createMetricsReader, type HubMetrics } from "./metrics.ts";
import type { ClientInfo, StreamPosition } from "./protocol.ts";
import { readHistory, type HistoryPage } from "./read-history.ts";

/** Narrows what a call about a user reaches to one of its connections. */
export type SessionFilter = { readonly client?: string | undefined };

/**
 * A realtime server. It numbers and keeps what is published to streams, and brings it to the
 * sessions that are subscribed; it stores nothing outside memory.
 */
export type Hub = {
  /**
   * Publishes JSON text without line breaks to one stream. It is on its way when this returns; the
   * promise gives the position, `{offset: 0, epoch: ""}` in a stream without positions. Rejects with
   * `HubError` 102 for a stream that does not exist and 107 for data that cannot be sent.
   */
  publish(channel: string, data: string, options?: PublishOptions): Promise<StreamPosition>;
  /** Publishes the same to many streams; positions in their order. */
  broadcast(
    channels: readonly string[],
    data: string,
    options?: PublishOptions,
  ): Promise<readonly StreamPosition[]>;
  /** Subscribes every connected session of the user; sessions that connect later ask `authenticate`. */
  subscribe(
    user: string,
    channel: string,
    options?: ServerSubscribeOptions & { filter?: SessionFilter },
  ): Promise<void>;
  /** Ends the user's subscriptions to a stream at once, whoever made them. */
  unsubscribe(user: string, channel: string, code?: UnsubscribeCode, filter?: SessionFilter): void;
  /** Ends the user's sessions at once; the default code keeps the client from coming back by itself. */
  disconnect(user: string, code?: DisconnectCode, filter?: SessionFilter): void;
  /**
   * Moves the moment at which the user's sessions expire (seconds since 1970; absent: never). One in
   * the past closes them with 3005 at once.
   */
  refresh(user: string, expireAt?: number, filter?: SessionFilter): void;
  /** Who is subscribed, by client id. Empty for streams that keep no presence. */
  presence(channel: string): Promise<ReadonlyMap<string, ClientInfo>>;
  presenceStats(channel: string): Promise<{ clients: number; users: number }>;
  history(channel: string, options?: HistoryOptions): Promise<HistoryPage>;
  /** Forgets what the stream keeps; its position stays. */
  removeHistory(channel: string): Promise<void>;
  /** The user's sessions in this process. */
  sessionsOf(user: string): readonly SessionInfo[];
  /** The streams with subscribers in this process, and how many. */
  channels(): ReadonlyMap<string, number>;
  /** The rules of a stream. Throws `HubError` 102 for one that does not exist. */
  rules(channel: string): StreamRules;
  /** Names this process among several. */
  readonly node: string;
  /** Live subscriptions in this process. */
  subscribers(channel: string): number;
  /** Users with a live subscription in this process, each once. */
  userSubscribers(channel: string): readonly string[];
  /** Serves WebSockets on one path of a server; leaves every other path and upgrade alone. */
  attach(server: Server, options?: { path?: string }): void;
  /**
   * Serves HTTP streams, Server-Sent Events and what their clients send. False: the path is none of
   * the hub's and the request is untouched. Call it first, and log nothing of its query.
   */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  metrics(): HubMetrics;
  /**
   * Refuses new connections and closes the others with 3001, spread over `graceMs`, so that they do not
   * all return at once. Resolves when the last one is gone: at most `limits.closeMs` after it was told.
   */
  close(options?: { graceMs?: number }): Promise<void>;
};

/** Makes a hub. It does nothing until it is attached to a server. */
export function createHub(options: HubOptions): Hub {
  const core = createHubCore(options);
  const door = createDoor(core);
  const metrics = createMetricsReader(core);

  return {
    publish: async (channel, data, publishOptions) => publish(core, channel, data, publishOptions),
    broadcast: async (channels, data, publishOptions) =>
      Promise.all(channels.map((channel) => publish(core, channel, data, publishOptions))),
    async subscribe(user, channel, { filter, ...grant } = {}) {
      const wanted = { user, client: filter?.client, channel, options: grant };
      core.broker.spread({ type: "subscribe", ...wanted });
      await subscribeAll(core, { type: "subscribe", ...wanted });
    },
    unsubscribe: (user, channel, code = UnsubscribeCode.server, filter) =>
      everywhere(core, { type: "unsubscribe", user, client: filter?.client, channel, code }),
    disconnect: (user, code = DisconnectCode.forceDisconnect, filter) =>
      everywhere(core, { type: "disconnect", user, client: filter?.client, code }),
    refresh: (user, expireAt, filter) =>
      everywhere(core, {
        ...{ type: "refresh", user, client: filter?.client },
        expireAt: expireAt ?? null,
      }),
    presence: (channel) => core.broker.presence(channel),
    presenceStats: (channel) => core.broker.presenceStats(channel),
    history: (channel, historyOptions = {}) => readHistory(core, channel, historyOptions),
    removeHistory: (channel) => core.broker.removeHistory(channel),
    sessionsOf: (user) =>
      sessionsOf(core, user).flatMap((session) => (session.info ? [session.info] : [])),
    channels: () => core.streams.channels(),
    rules: (channel) => core.streams.rules(channel),
    node: core.node,
    subscribers: (channel) => core.streams.subscribers(channel).size,
    userSubscribers: (channel) => [
      ...new Set([...core.streams.subscribers(channel)].map(({ session }) => session.user)),
    ],
    attach: (server, attachOptions) => door.attach(server, attachOptions),
    handleRequest: (request, response) => door.handleRequest(request, response),
    metrics: () => metrics.read(),
    async close(closeOptions) {
      await door.close(closeOptions);
      metrics.stop();
    },
  };
}

function publish(
  core: HubCore,
  channel: string,
  data: string,
  options: PublishOptions = {},
): Promise<StreamPosition> {
  // Messages are lines: a line break inside one would end it.
  const { info, tags, instead, onlyTo } = options;
  const texts = [data, ...Object.values(instead ?? {})];
  if (texts.some((text) => text === "" || text.includes("\n"))) {
    throw new HubError(ErrorCode.badRequest);
  }
  const draft: Draft = {
    channel,
    rules: core.streams.rules(channel),
    publication: {
      data,
      ...(info && { info }),
      ...(tags && { tags }),
      ...(instead && { instead }),
      ...(onlyTo !== undefined && { onlyTo }),
    },
    skipHistory: options.skipHistory ?? false,
    ephemeral: options.ephemeral ?? false,
    coalesceKey: options.coalesceKey,
    idempotencyKey: options.idempotencyKey,
    position: options.position,
  };
  core.counters.publications += 1;
  return core.broker.publish(draft);
}

function everywhere(core: HubCore, wanted: Control): void {
  control(core, wanted);
  core.broker.spread(wanted);
}
