import type {
  OpenRealtime,
  RealtimeConnection,
  RealtimeOptions,
  StreamFollower,
  Subscribed,
} from "@natter/client";

/** A realtime connection whose every word is the test's. */
export type ScriptedRealtime = {
  readonly open: OpenRealtime;
  /** The connections opened so far. */
  readonly opened: number;
  readonly connected: boolean;
  readonly streams: ReadonlyMap<string, StreamFollower>;
  /** Connects by itself as soon as it is asked to; true unless said otherwise. */
  automatic: boolean;
  /** What a subscription to a stream begins with. */
  snapshot: unknown;
  goOnline(continuity: Subscribed["continuity"]): void;
  goOffline(): void;
  /** The server ends it for good. */
  end(why: { reason: string; unauthorized: boolean }): void;
  feed(event: unknown): void;
  publish(stream: string, event: unknown): void;
  /** The server ends one stream: the viewer may not hear it any more. */
  endStream(stream: string): void;
  /** Answers calls over the connections that are opened from now on; null: they carry none. */
  rpc: ((method: string, data: unknown) => Promise<unknown>) | null;
  /** Asks the client for a connection token. */
  askToken(): Promise<string>;
};

export function createScriptedRealtime(): ScriptedRealtime {
  let options: RealtimeOptions | null = null;
  let wanted = false;
  const streams = new Map<string, StreamFollower>();
  const script = {
    opened: 0,
    connected: false,
    streams,
    automatic: true,
    rpc: null as ScriptedRealtime["rpc"],
    snapshot: { typing: [], online: [], onlineCount: 0 } as unknown,
    open: ((given): RealtimeConnection => {
      options = given;
      script.opened += 1;
      return {
        connect() {
          wanted = true;
          given.listener.onConnecting();
          if (script.automatic) queueMicrotask(() => script.goOnline("fresh"));
        },
        disconnect() {
          wanted = false;
          script.connected = false;
        },
        subscribe(stream, follower) {
          streams.set(stream, follower);
          if (script.connected) queueMicrotask(() => subscribed(stream, "fresh"));
          return () => {
            if (streams.get(stream) === follower) streams.delete(stream);
          };
        },
        ...(script.rpc !== null && { rpc: script.rpc }),
        close() {
          wanted = false;
          script.connected = false;
          streams.clear();
        },
      };
    }) satisfies OpenRealtime,
    goOnline(continuity: Subscribed["continuity"]) {
      if (!wanted || script.connected) return;
      script.connected = true;
      options?.listener.onConnected();
      options?.listener.onFeedSubscribed({ continuity, data: undefined });
      for (const stream of streams.keys()) subscribed(stream, continuity);
    },
    goOffline() {
      script.connected = false;
      options?.listener.onConnecting();
    },
    end(why: { reason: string; unauthorized: boolean }) {
      script.connected = false;
      wanted = false;
      options?.listener.onDisconnected(why);
    },
    feed(event: unknown) {
      options?.listener.onFeedPublication(structuredClone(event));
    },
    publish(stream: string, event: unknown) {
      streams.get(stream)?.onPublication(structuredClone(event));
    },
    endStream(stream: string) {
      const follower = streams.get(stream);
      streams.delete(stream);
      follower?.onEnded("Not allowed any more.");
    },
    askToken: () => options?.getToken() ?? Promise.reject(new Error("Nothing is open.")),
  };

  function subscribed(stream: string, continuity: Subscribed["continuity"]): void {
    const data = stream.startsWith("ev:") ? script.snapshot : undefined;
    streams.get(stream)?.onSubscribed({ continuity, data });
  }

  return script;
}
