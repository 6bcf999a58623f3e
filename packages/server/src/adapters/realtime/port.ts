import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AppId } from "@natter/contract";

/**
 * The realtime door. Publications of one stream arrive in the order they were given; any may be lost, and a client
 * finds out by their numbers. Nothing here waits for receivers. Streams go by their full names, for example
 * `chat:demo.messaging:general`, users as `<app>.<user id>`.
 */
export type Realtime = {
  /**
   * Publishes one JSON text without line breaks. `position` is its number where the stream's numbers come from our log;
   * `instead`: what some users get in its place, under the same number.
   */
  publish(
    stream: string,
    json: string,
    position?: { seq: number; epoch: string },
    instead?: Instead,
  ): void;
  /** The same text to many streams. */
  broadcast(streams: readonly string[], json: string): void;
  /**
   * A lossy hint: no history, and of several with one `key` only the latest need arrive. `onlyTo`: the one user who hears it,
   * of all who listen.
   */
  signal(streams: readonly string[], json: string, key: string, to?: { onlyTo: string }): void;
  /** Ends a user's subscription to a stream. */
  unsubscribe(user: string, stream: string): void;
  /** Ends all sessions of a user; tokens issued before are no longer good. */
  disconnect(user: string): void;
  /** Ends the sessions that were begun with some user tokens, in every process; resolves when all have been told. */
  end(selection: SessionSelection): Promise<void>;
  /** How many sessions a user has here. */
  sessions(user: string): number;
  /** Whether anyone listens to a stream here. */
  hasSubscribers(stream: string): boolean;
  /** Serves WebSocket connections of a server. */
  attach(server: Server): void;
  /** Takes an HTTP request that belongs to realtime (streams for those who cannot open a WebSocket); false for any other. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  metrics(): Readonly<Record<string, number>>;
  close(options?: { readonly graceMs?: number }): Promise<void>;
};

/** The user token that a session was begun with. */
export type TokenMark = {
  /** Its `jti`; null for none. */
  readonly tokenId: string | null;
  /** The id of the key that signed it; null when no token was shown, since a server key acted for the user. */
  readonly keyId: string | null;
  /** The log-in session it belongs to; null for none. */
  readonly sessionId: string | null;
  /** Seconds since 1970, with fractions where the token has them; 0 when it does not say. */
  readonly issuedAt: number;
};

/** Sessions of an app; what is absent does not narrow them. */
export type SessionSelection = {
  readonly appId: AppId;
  readonly userId?: string;
  /** Of all users whose ids begin so. */
  readonly userIdPrefix?: string;
  readonly tokenId?: string;
  readonly keyId?: string;
  readonly sessionId?: string;
  readonly issuedBefore?: number;
};

/** What the door asks before it lets anyone in. */
export type Gate = {
  /** Who a connection token speaks for. Throws `RealtimeRefusal`. */
  authenticate(token: string): Promise<{
    user: string;
    appId: AppId;
    userId: string;
    channels: readonly string[];
    /** Seconds since 1970. */
    expireAt: number;
    issuedAt: number;
    mark: TokenMark;
  }>;
  /** Whether a user may listen to a stream, until when, and what the subscription begins with. Throws `RealtimeRefusal`. */
  authorize(request: {
    user: string;
    stream: string;
    token: string;
  }): Promise<{ expireAt: number; data?: unknown }>;
  /** Where a stream stands in our log; null for streams without one. */
  head(stream: string): Promise<{ seq: number; epoch: string } | null>;
  /** Publications after a number, from our log. */
  since(
    stream: string,
    seq: number,
    limit: number,
  ): Promise<readonly { seq: number; json: string; instead?: Instead }[]>;
  /** Carries out a call made over the socket: a route's name and its input. Refusals are answers too, as over HTTP. */
  rpc(
    user: string,
    method: string,
    input: unknown,
    session: string,
  ): Promise<{ status: number; body: unknown }>;
  connected(user: string): void;
  disconnected(user: string): void;
  /** A session of this process has ended; before `disconnected`. */
  sessionEnded(user: string, session: string): void;
};

/** What some users are told in place of what everybody is, by user. */
export type Instead = Readonly<Record<string, string>>;

export type RefusalReason = "token-invalid" | "token-expired" | "forbidden";

/** The door is to refuse a connection or a subscription. */
export class RealtimeRefusal extends Error {
  override readonly name = "RealtimeRefusal";
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason) {
    super(reason);
    this.reason = reason;
  }
}
