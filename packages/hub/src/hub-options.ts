import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Wire } from "./broker/wire.ts";
import type { Clock } from "./clock.ts";
import type { Limits } from "./limits.ts";
import type { HubPaths } from "./paths.ts";
import type { ClientInfo, Publication, StreamPosition } from "./protocol.ts";

export type TransportName = "websocket" | "http_stream" | "sse";

/** One connected client, as every hook sees it. The object stays the same for the session's life. */
export type SessionInfo = {
  /** Id of this connection; new at every reconnect. */
  readonly client: string;
  readonly user: string;
  readonly transport: TransportName;
  readonly protocol: "json" | "protobuf";
  /** What the client calls itself, and its version. */
  readonly name: string;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly connectedAt: number;
  /** What `authenticate` gave for others to see. */
  readonly info: unknown;
  /** What `authenticate` gave for the server alone. */
  readonly meta: unknown;
};

export type AuthenticateRequest = {
  readonly client: string;
  readonly token: string;
  readonly data: unknown;
  readonly name: string;
  readonly version: string;
  readonly headers: IncomingHttpHeaders;
  readonly origin: string | undefined;
  readonly transport: TransportName;
};

export type Authentication = {
  readonly user: string;
  /** Seconds since 1970; absent: never. The client is asked to refresh, then given a grace of 25 s. */
  readonly expireAt?: number | undefined;
  /** Seen by others in presence, join and leave. */
  readonly info?: unknown;
  /** Given to the client in the connect reply. */
  readonly data?: unknown;
  /** Streams that the server subscribes the session to. */
  readonly subscriptions?: Readonly<Record<string, SubscriptionGrant>> | undefined;
  /** For the server's own hooks only. */
  readonly meta?: unknown;
};

export type SubscriptionGrant = {
  /** Seconds since 1970. Set it only when the client holds a subscription token it can renew. */
  readonly expireAt?: number | undefined;
  /** Seen by others in presence, join and leave of this stream. */
  readonly info?: unknown;
  /** Given to the client in the subscribe reply. */
  readonly data?: unknown;
};

export type ServerSubscribeOptions = SubscriptionGrant & {
  /** Sends what was published since, if the stream still keeps it. */
  readonly recoverSince?: StreamPosition | undefined;
};

/** How a stream behaves. Everything absent is off. */
export type StreamRules = {
  /** Publications kept for recovery and history. 0 or absent: none. */
  readonly historySize?: number | undefined;
  /** How long they are kept. Default 5 minutes. */
  readonly historyTtlMs?: number | undefined;
  /** How long a silent stream's position is remembered. Default 24 hours. */
  readonly positionTtlMs?: number | undefined;
  /** Subscribers may recover what they missed. `cache`: they get only the newest publication. */
  readonly recover?: boolean | "cache" | undefined;
  /** Subscribers are told when they missed something, even without recovery. Implied by `recover`. */
  readonly positioned?: boolean | undefined;
  /** Keeps who is subscribed, for `presence` and `presenceStats`. */
  readonly presence?: boolean | undefined;
  /** Sends joins and leaves to subscribers who ask; `force`: to all. */
  readonly joinLeave?: boolean | "force" | undefined;
  /** Subscribers may publish, read presence, read history. */
  readonly clientPublish?: boolean | undefined;
  readonly clientPresence?: boolean | undefined;
  readonly clientHistory?: boolean | undefined;
};

/** Where positions live when they must survive a restart: the owner's own log. */
export type PositionSource = {
  /** The newest position of the stream in the log; null: this stream has no source. Asked once, when the stream is first used. */
  head(channel: string): Promise<StreamPosition | null>;
  /** The publications right after `offset`, oldest first, for a recovery older than the hub's memory. May return none. */
  since?(channel: string, offset: number, limit: number): Promise<readonly Publication[]>;
};

export type PublishOptions = {
  /** Delivers without keeping or numbering. */
  readonly skipHistory?: boolean | undefined;
  /** A second publication with the same key in the same stream within 5 minutes answers with the first one's position. */
  readonly idempotencyKey?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly info?: ClientInfo | undefined;
  /** What some users get in place of the data, by user; it is numbered and kept as the data is. */
  readonly instead?: Readonly<Record<string, string>> | undefined;
  /** Delivers to the sessions of one user alone. For hints: who is left out of a numbered one would miss a number. */
  readonly onlyTo?: string | undefined;
  /** A lossy hint: not kept, not numbered; a session that is backed up skips it. */
  readonly ephemeral?: boolean | undefined;
  /** For a backed-up session only the newest hint of a key waits, instead of none. */
  readonly coalesceKey?: string | undefined;
  /**
   * The number that the owner's log gave this publication (streams with a position source). The next
   * one is delivered, an older one is ignored as a repetition, and after a hole every subscriber is
   * told that it missed something.
   */
  readonly position?: StreamPosition | undefined;
};

export type HistoryOptions = {
  /** Most publications to return; absent or 0: the position only; -1: all that are kept, at most `limits.historyPublications`. */
  readonly limit?: number | undefined;
  readonly since?: StreamPosition | undefined;
  readonly reverse?: boolean | undefined;
};

export type HubOptions = {
  /** Says who a session is. Throw `HubError` (109: token expired) or `HubDisconnect` (3500: invalid token) to refuse. */
  authenticate(request: AuthenticateRequest): Promise<Authentication>;
  /** Checks a renewed connection token. Another user than before ends the session with 3500. */
  refresh?(
    session: SessionInfo,
    token: string,
  ): Promise<{ user: string; expireAt?: number | undefined }>;
  /** May this session subscribe to this stream? Throw `HubError` to refuse (103: permission denied). */
  authorizeSubscribe(
    session: SessionInfo,
    request: { readonly channel: string; readonly token: string; readonly data: unknown },
  ): Promise<SubscriptionGrant>;
  refreshSubscription?(
    session: SessionInfo,
    request: { readonly channel: string; readonly token: string },
  ): Promise<SubscriptionGrant>;
  /** Answers a call with JSON. Calls of one session run side by side. Throw `HubError` to refuse. */
  rpc?(session: SessionInfo, method: string, data: unknown): Promise<unknown>;
  /** Takes a message that needs no answer. Without it a client that sends one is closed with 3508. */
  message?(session: SessionInfo, data: unknown): Promise<void>;
  /** The rules of a stream; throw `HubError(102)` for a name that does not exist. Asked once while the stream is in use. */
  stream(channel: string): StreamRules;
  position?: PositionSource | undefined;
  /** The process that owns the streams, when several share them. Default: they are in this process. */
  owner?: Wire | undefined;
  onConnect?(session: SessionInfo): void;
  onDisconnect?(session: SessionInfo, code: number): void;
  onSubscribe?(session: SessionInfo, channel: string): void;
  onUnsubscribe?(session: SessionInfo, channel: string): void;
  /** Something broke that is not the client's fault: log it. `context` names the place, never a token. */
  onError?(error: unknown, context: string): void;
  /** Which pages may connect. Default: no Origin at all (native clients), or the host that was asked for. */
  allowOrigin?(origin: string | undefined, request: IncomingMessage): boolean;
  /** Version string given to clients in the connect reply. */
  version?: string | undefined;
  /** Paths other than the usual ones, which the official clients expect. */
  paths?: Partial<HubPaths> | undefined;
  clock?: Clock | undefined;
  /** A number in [0, 1), for spreading pings and closings in time. */
  random?: (() => number) | undefined;
  /** Ids of connections and epochs; must not be guessable. */
  createId?: (() => string) | undefined;
  limits?: Partial<Limits> | undefined;
};
