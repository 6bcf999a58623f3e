/** A server that speaks the protocol, as the conformance cases see it: addresses and secrets. */
export type Target = {
  readonly name: "hub" | "processes" | "reference";
  /** `http://host:port`, with the usual paths below it. */
  readonly origin: string;
  readonly apiKey: string;
  readonly tokenSecret: string;
  close(): Promise<void>;
};

/** One way for a client to speak to a target. */
export type Lane = {
  readonly transport: "websocket" | "http_stream" | "sse";
  readonly protocol: "json" | "protobuf";
};

export const lanes: readonly Lane[] = [
  { transport: "websocket", protocol: "json" },
  { transport: "websocket", protocol: "protobuf" },
  { transport: "http_stream", protocol: "json" },
  { transport: "http_stream", protocol: "protobuf" },
  { transport: "sse", protocol: "json" },
];

/** Cases that take seconds run where they can differ: on one socket and on one stream, in both codecs. */
export function isWaitedFor({ transport, protocol }: Lane): boolean {
  return (transport === "websocket") === (protocol === "json") && transport !== "sse";
}

export const apiKey = "an-api-key-for-tests-only";
export const tokenSecret = "a-secret-for-tests-only-of-32-bytes-and-more";

/** What every target is told of its streams, by the text before the first colon. */
export const namespaces = {
  plain: {},
  history: { historySize: 100, recover: true, clientHistory: true },
  short: { historySize: 3, recover: true },
  cache: { historySize: 10, recover: "cache" },
  room: { presence: true, joinLeave: true, clientPresence: true },
  chatty: { historySize: 100, recover: true, clientPublish: true, clientHistory: true },
  /** Subscribing takes a token of its own. */
  closed: {},
} as const;

/** Times that every target uses, so that tests need not wait for minutes. */
export const timing = { pingMs: 1_000, pongMs: 600, expiryGraceMs: 1_000, staleMs: 1_000 } as const;
