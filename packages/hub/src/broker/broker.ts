import type { StreamRules } from "../hub-options.ts";
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
};

export type ReadResult = {
  readonly position: StreamPosition;
  readonly publications: readonly Publication[];
  /** False: publications right after `since` are gone, or `since` is of another epoch. */
  readonly isComplete: boolean;
};

/** What the broker calls in each process. */
export type BrokerEvents = {
  deliver(delivery: Delivery): void;
  presence(channel: string, type: "join" | "leave", info: ClientInfo): void;
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
  read(channel: string, rules: StreamRules, request: ReadRequest): Promise<ReadResult>;
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
