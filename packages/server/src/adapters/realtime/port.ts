import type { Server } from "node:http";

/** An ordered realtime line by its full name, for example `chat:demo.messaging:general`. */
export type StreamName = string;

/**
 * The realtime door. Publications of one stream arrive in the order they were given; any may be lost, and a client
 * finds out by their numbers. Nothing here waits for receivers.
 */
export type Realtime = {
  /** Publishes one JSON text without line breaks. `seq` is its number where the stream's positions come from our log. */
  publish(stream: StreamName, json: string, options?: { seq?: number; epoch?: string }): void;
  /** The same text to many streams. */
  broadcast(streams: readonly StreamName[], json: string): void;
  /** A lossy hint: no history, and of several with one `key` only the latest need arrive. */
  signal(streams: readonly StreamName[], json: string, key: string): void;
  /** Ends a user's subscription to a stream. */
  unsubscribe(user: string, stream: StreamName): void;
  /** Ends all sessions of a user; they do not come back by themselves. */
  disconnect(user: string): void;
  /** How many sessions a user has here. */
  sessions(user: string): number;
  /** Whether anyone listens to a stream here. */
  hasSubscribers(stream: StreamName): boolean;
  attach(server: Server): void;
  metrics(): Readonly<Record<string, number>>;
  close(): Promise<void>;
};
