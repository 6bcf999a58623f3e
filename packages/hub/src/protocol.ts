/**
 * The messages of the Centrifugo client protocol, version 2, as the hub holds them between the wire
 * and its own work. Field names follow the hub's style; the codecs translate.
 */

/** A place in a stream: `offset` counts from 1, `epoch` changes when the numbering starts anew. */
export type StreamPosition = { readonly offset: number; readonly epoch: string };

/** Who a session is, as other clients may see it. */
export type ClientInfo = {
  readonly user: string;
  readonly client: string;
  readonly connInfo?: unknown;
  readonly chanInfo?: unknown;
};

/** One publication. `data` is JSON text without line breaks. */
export type Publication = {
  readonly data: string;
  /** Absent in streams without positions and for publications outside history. */
  readonly offset?: number;
  readonly info?: ClientInfo;
  readonly tags?: Readonly<Record<string, string>>;
  /** What some users get in place of `data`, by user. Nobody is sent this itself. */
  readonly instead?: Readonly<Record<string, string>>;
  /** The only user who gets it; nobody is sent this itself. */
  readonly onlyTo?: string;
};

export type RecoverFrom = {
  readonly recover: boolean;
  readonly offset: number;
  readonly epoch: string;
};

export type SubscribeRequest = RecoverFrom & {
  readonly channel: string;
  readonly token: string;
  readonly data: unknown;
  readonly positioned: boolean;
  readonly recoverable: boolean;
  readonly joinLeave: boolean;
  /** Bit field: 2 asks for error 112 instead of `recovered: false`. */
  readonly flag: number;
  /** Asks for a part of the publications only, which the hub does not offer. */
  readonly hasFilter: boolean;
  /** 0 is a stream; the others are kinds that the hub does not offer. */
  readonly type: number;
};

export type ConnectRequest = {
  readonly token: string;
  readonly data: unknown;
  readonly name: string;
  readonly version: string;
  readonly subs: Readonly<Record<string, RecoverFrom>>;
};

export type HistoryRequest = {
  readonly channel: string;
  /** 0: the position only; -1: as many as the server gives. */
  readonly limit: number;
  readonly since: StreamPosition | undefined;
  readonly reverse: boolean;
};

/**
 * One command of a client. `id` 0 with the method `pong` is the answer to a ping; the payload of an
 * `unreadable` one is no JSON.
 */
export type Command = { readonly id: number } & (
  | { readonly method: "pong" }
  | { readonly method: "unreadable" }
  | { readonly method: "connect"; readonly request: ConnectRequest }
  | { readonly method: "subscribe"; readonly request: SubscribeRequest }
  | { readonly method: "unsubscribe"; readonly request: { readonly channel: string } }
  | { readonly method: "publish"; readonly request: { readonly channel: string; data: string } }
  | { readonly method: "presence"; readonly request: { readonly channel: string } }
  | { readonly method: "presence_stats"; readonly request: { readonly channel: string } }
  | { readonly method: "history"; readonly request: HistoryRequest }
  | { readonly method: "ping" }
  | { readonly method: "send"; readonly request: { readonly data: unknown } }
  | { readonly method: "rpc"; readonly request: { readonly method: string; data: unknown } }
  | { readonly method: "refresh"; readonly request: { readonly token: string } }
  | {
      readonly method: "sub_refresh";
      readonly request: { readonly channel: string; readonly token: string };
    }
);

export type SubscribeResult = {
  readonly ttl?: number;
  readonly recoverable?: boolean;
  readonly positioned?: boolean;
  readonly position?: StreamPosition;
  readonly wasRecovering?: boolean;
  readonly recovered?: boolean;
  readonly publications?: readonly Publication[];
  readonly data?: unknown;
};

export type ConnectResult = {
  readonly client: string;
  readonly version: string;
  readonly ttl?: number;
  readonly data?: unknown;
  readonly subs: Readonly<Record<string, SubscribeResult>>;
  /** Seconds between pings of the server. */
  readonly ping: number;
  readonly session?: string;
  readonly node?: string;
};

export type Reply = { readonly id: number } & (
  | {
      readonly method: "error";
      readonly error: { code: number; message: string; temporary: boolean };
    }
  | { readonly method: "connect"; readonly result: ConnectResult }
  | { readonly method: "subscribe"; readonly result: SubscribeResult }
  | { readonly method: "unsubscribe" | "publish" | "ping" }
  | {
      readonly method: "presence";
      readonly result: { readonly presence: Readonly<Record<string, ClientInfo>> };
    }
  | {
      readonly method: "presence_stats";
      readonly result: { readonly clients: number; readonly users: number };
    }
  | {
      readonly method: "history";
      readonly result: StreamPosition & { readonly publications: readonly Publication[] };
    }
  | { readonly method: "rpc"; readonly result: { readonly data: unknown } }
  | {
      readonly method: "refresh";
      readonly result: { readonly client: string; readonly version: string; readonly ttl?: number };
    }
  | { readonly method: "sub_refresh"; readonly result: { readonly ttl?: number } }
);

/** What the server says unasked. */
export type Push = { readonly channel: string } & (
  | { readonly type: "pub"; readonly pub: Publication }
  | { readonly type: "join" | "leave"; readonly info: ClientInfo }
  | { readonly type: "subscribe"; readonly result: SubscribeResult }
  | { readonly type: "unsubscribe" | "disconnect"; readonly code: number; readonly reason: string }
  | { readonly type: "message"; readonly data: unknown }
);
