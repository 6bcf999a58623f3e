/** Every number that bounds what a client can make the hub do. Times in milliseconds. */
export type Limits = {
  pingMs: number;
  /** How long after a ping the pong may come; below `pingMs`. */
  pongMs: number;
  /** A connection that has not connected by then is closed with 3502. */
  staleMs: number;
  /** After a token has expired, the time a refresh may still take. */
  expiryGraceMs: number;
  /** After a close frame, the time the other side has before the socket is destroyed. */
  closeMs: number;
  /** Largest frame that a client may send. */
  frameBytes: number;
  /** Deepest nesting of JSON that a client may send. */
  jsonDepth: number;
  channelsPerSession: number;
  channelNameBytes: number;
  /** What may wait for one client before it is closed with 3008. */
  queueBytes: number;
  /** Above this many waiting bytes a session counts as backed up: lossy hints are coalesced or dropped. */
  backlogBytes: number;
  /** Commands that one client may send per second over time, and at once. A faster one is read slower. */
  commandsPerSecond: number;
  commandBurst: number;
  /** Calls of one client that run at a time; further commands wait. */
  rpcsPerSession: number;
  /** Connections accepted per second over time, and at once. Others get 503 with Retry-After. */
  acceptsPerSecond: number;
  acceptBurst: number;
  sessionsPerUser: number;
  /** Most publications in one history page or one recovery. */
  historyPublications: number;
  /** Most bytes of publications in one recovery: browsers close on replies they find too big. */
  recoveryBytes: number;
  idempotencyMs: number;
  /** Sessions written to before other work gets a turn. */
  flushSlice: number;
};

export const defaultLimits: Readonly<Limits> = {
  pingMs: 25_000,
  pongMs: 8_000,
  staleMs: 10_000,
  expiryGraceMs: 25_000,
  closeMs: 5_000,
  frameBytes: 64 * 1024,
  jsonDepth: 32,
  channelsPerSession: 128,
  channelNameBytes: 255,
  queueBytes: 1024 * 1024,
  backlogBytes: 64 * 1024,
  commandsPerSecond: 100,
  commandBurst: 512,
  rpcsPerSession: 32,
  acceptsPerSecond: 2_000,
  acceptBurst: 4_000,
  sessionsPerUser: 1_000,
  historyPublications: 300,
  recoveryBytes: 768 * 1024,
  idempotencyMs: 5 * 60_000,
  flushSlice: 512,
};
