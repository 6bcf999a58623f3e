import type { Realtime } from "@natter/server/realtime";

/** What was handed to the realtime door, in order. */
export type Recorded =
  | {
      readonly kind: "publish" | "signal";
      readonly stream: string;
      readonly event: unknown;
      /** What some users get in its place, by user. */
      readonly instead?: Readonly<Record<string, unknown>>;
      /** The one user who hears it. */
      readonly onlyTo?: string;
    }
  | { readonly kind: "unsubscribe"; readonly user: string; readonly stream: string }
  | { readonly kind: "disconnect"; readonly user: string }
  | { readonly kind: "end"; readonly selection: Parameters<Realtime["end"]>[0] };

/** A realtime door that keeps what it is given, for tests of what is told to whom. Users named in `online` have a session. */
export function recordingRealtime(online: ReadonlySet<string> = new Set()): {
  realtime: Realtime;
  recorded: Recorded[];
} {
  const recorded: Recorded[] = [];
  const keep = (
    kind: "publish" | "signal",
    streams: readonly string[],
    json: string,
    to: { readonly instead?: Readonly<Record<string, unknown>>; readonly onlyTo?: string } = {},
  ) => {
    for (const stream of streams) recorded.push({ kind, stream, event: JSON.parse(json), ...to });
  };
  return {
    recorded,
    realtime: {
      publish: (stream, json, _position, instead) =>
        keep("publish", [stream], json, instead ? { instead: parsed(instead) } : {}),
      broadcast: (streams, json) => keep("publish", streams, json),
      signal: (streams, json, _key, to) => keep("signal", streams, json, to),
      unsubscribe: (user, stream) => recorded.push({ kind: "unsubscribe", user, stream }),
      disconnect: (user) => recorded.push({ kind: "disconnect", user }),
      end: async (selection) => void recorded.push({ kind: "end", selection }),
      sessions: (user) => (online.has(user) ? 1 : 0),
      hasSubscribers: () => true,
      attach: () => undefined,
      handle: () => false,
      metrics: () => ({}),
      close: async () => undefined,
    },
  };
}

function parsed(texts: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(texts).map(([user, json]) => [user, JSON.parse(json)]));
}
