import type { DisconnectCode, UnsubscribeCode } from "../codes.ts";
import type { ServerSubscribeOptions, StreamRules } from "../hub-options.ts";
import type { ClientInfo, Publication, StreamPosition } from "../protocol.ts";

/** One publication on its way in: what the broker needs besides the publication itself. */
export type Draft = {
  readonly channel: string;
  readonly publication: Publication;
  readonly rules: StreamRules;
  readonly skipHistory: boolean;
  readonly ephemeral: boolean;
  readonly coalesceKey: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly position: StreamPosition | undefined;
};

/** A publication as the broker delivers it to every process. */
export type Delivery = {
  readonly channel: string;
  readonly publication: Publication;
  /** The stream's position after it; absent when the publication is not numbered. */
  readonly position: StreamPosition | undefined;
  readonly lossy: boolean;
  readonly coalesceKey: string | undefined;
};

export type ReadRequest = {
  /** Publications after this offset; absent: from the oldest (or, reversed, the newest) on. */
  readonly since?: StreamPosition | undefined;
  readonly limit: number;
  readonly reverse?: boolean | undefined;
  /** Where a stream begins that the broker does not know; absent: at 0 under a new epoch; `ask`: it is not begun. */
  readonly start?: StreamPosition | "ask" | undefined;
};

export type ReadResult = {
  readonly position: StreamPosition;
  readonly publications: readonly Publication[];
  /** False: publications right after `since` are gone, or `since` is of another epoch. */
  readonly isComplete: boolean;
};

/** What one process wants done to the sessions of a user in all of them. */
export type Control = { readonly user: string; readonly client: string | undefined } & (
  | {
      readonly type: "subscribe";
      readonly channel: string;
      readonly options: ServerSubscribeOptions;
    }
  | { readonly type: "unsubscribe"; readonly channel: string; readonly code: UnsubscribeCode }
  | { readonly type: "disconnect"; readonly code: DisconnectCode }
  /** `expireAt` null: never. */
  | { readonly type: "refresh"; readonly expireAt: number | null }
);

/** What a client of an HTTP stream sends: which session, and the frame for it. */
export type EmulatedFrame = {
  readonly node: string;
  readonly session: string;
  readonly frame: Uint8Array;
};

/** What the broker calls in each process. */
export type BrokerEvents = {
  deliver(delivery: Delivery): void;
  presence(channel: string, type: "join" | "leave", info: ClientInfo): void;
  /** Another process wants this done here too. */
  control(control: Control): void;
  /** A frame for a session of this process came in at another one. */
  emulate(frame: EmulatedFrame): Promise<void>;
};

/**
 * Owns the streams: their numbers, history and presence.
 *
 * - Publications of one stream reach `deliver` in the order of their offsets, in every process, at
 *   most once; a process may miss some, which positioned subscribers notice by the gap.
 * - A publication is kept before it is delivered, so that whoever starts to listen and then reads
 *   misses nothing: it comes by one way or by both.
 * - The in-process broker has delivered before `publish` returns.
 */
export type Broker = {
  publish(draft: Draft): Promise<StreamPosition>;
  /** Undefined only for a stream that is not begun, when asked so. */
  read(channel: string, rules: StreamRules, request: ReadRequest): Promise<ReadResult | undefined>;
  /**
   * This process begins, or ceases, to want what is delivered to a stream. When `listen` resolves
   * nothing that is published from then on is missed.
   */
  listen(channel: string): Promise<void>;
  unlisten(channel: string): void;
  /** Has every other process do this. */
  spread(control: Control): void;
  /** Brings a frame to the process that it names. False: there is none of that name. */
  emulate(frame: EmulatedFrame): Promise<boolean>;
  removeHistory(channel: string): Promise<void>;
  /** Notes a subscriber; tells the others with `announce`. */
  join(channel: string, info: ClientInfo, options: PresenceOptions): void;
  leave(channel: string, info: ClientInfo, options: PresenceOptions): void;
  presence(channel: string): Promise<ReadonlyMap<string, ClientInfo>>;
  presenceStats(channel: string): Promise<{ clients: number; users: number }>;
  /** Streams whose position is remembered now. */
  size(): number;
};

export type PresenceOptions = { readonly keep: boolean; readonly announce: boolean };
