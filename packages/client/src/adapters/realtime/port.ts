/**
 * One realtime connection. Delivery: in order per stream, at most once; a loss is told by `recovered: false`.
 * It reconnects by itself with full jitter until closed; callbacks never come before `open` returns nor after `close`.
 */
export type RealtimeConnection = {
  connect(): void;
  /** Drops the connection; `connect` opens it again. */
  disconnect(): void;
  /** Follows a stream until the returned function is called. A stream may be followed once at a time. */
  subscribe(stream: string, follower: StreamFollower): () => void;
  /** Makes a call over the connection; rejects without one. Absent where the connection carries no calls. */
  rpc?(method: string, data: unknown): Promise<unknown>;
  /** There may be a network again: tries now what waits for its next try. */
  hurry?(): void;
  /** There is no network: what looks like a connection is none. It is tried for as after any loss. */
  lose?(): void;
  close(): void;
};

export type StreamFollower = {
  /** A token for the stream: asked for each time one is needed. Throwing `RealtimeRefused` ends the subscription. */
  getToken(): Promise<string>;
  onSubscribed(how: Subscribed): void;
  onPublication(data: unknown): void;
  /** The server ended it, or no token can be had. */
  onEnded(reason: string): void;
};

/**
 * `fresh`: nothing was missed because nothing was followed before. `recovered`: what was missed is being delivered.
 * `lost`: something may have been missed; fetch the state anew.
 */
export type Subscribed = {
  readonly continuity: "fresh" | "recovered" | "lost";
  /** What the stream begins with, if the server says so. */
  readonly data: unknown;
};

export type RealtimeListener = {
  onConnecting(): void;
  /** Connected; the user's own feed is told by `onFeed…` after it. */
  onConnected(): void;
  /** Closed for good by the server or for want of a token. */
  onDisconnected(why: { readonly reason: string; readonly unauthorized: boolean }): void;
  onFeedSubscribed(how: Subscribed): void;
  onFeedPublication(data: unknown): void;
};

export type RealtimeOptions = {
  readonly url: string;
  /** The first token; later ones come from `getToken`. */
  readonly token: string;
  readonly getToken: () => Promise<string>;
  readonly webSocket?: unknown;
  readonly listener: RealtimeListener;
};

export type OpenRealtime = (options: RealtimeOptions) => RealtimeConnection;

/** Thrown by a `getToken` when there will be no token: trying again is of no use. */
export class RealtimeRefused extends Error {
  override readonly name = "RealtimeRefused";
}
