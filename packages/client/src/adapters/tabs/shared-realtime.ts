import type {
  OpenRealtime,
  RealtimeConnection,
  RealtimeListener,
  RealtimeOptions,
  StreamFollower,
  Subscribed,
} from "../realtime/port.ts";
import type { Tabs } from "./port.ts";
import { answerCall, createSharedCalls, type CallTold } from "./shared-calls.ts";

// What tabs tell each other. A follower says what it wants, the leader what comes.
type Told =
  | CallTold
  | { readonly says: "lead" }
  | { readonly says: "hello" | "bye"; readonly tab: string }
  | {
      readonly says: "follow";
      readonly tab: string;
      readonly stream: string;
      readonly token: string;
    }
  | { readonly says: "unfollow"; readonly tab: string; readonly stream: string }
  | { readonly says: "connecting" }
  | { readonly says: "token wanted"; readonly stream: string }
  | { readonly says: "disconnected"; readonly reason: string; readonly unauthorized: boolean }
  | { readonly says: "feed subscribed"; readonly tab: string | null; readonly how: Subscribed }
  | { readonly says: "feed"; readonly data: unknown }
  | { readonly says: "subscribed"; readonly stream: string; readonly how: Subscribed }
  | { readonly says: "publication"; readonly stream: string; readonly data: unknown }
  | { readonly says: "ended"; readonly stream: string; readonly reason: string };

/**
 * One realtime connection for all tabs: the leading tab holds it, the others read through it. When the leader ends, the
 * next one connects, and everybody is told that something may have been lost.
 */
export function shareRealtime(openRealtime: OpenRealtime, tabs: Tabs): OpenRealtime {
  return (options) => {
    const followers = new Map<string, StreamFollower>();
    let giveBack: (() => void) | null = null;
    let leader: Leader | null = null;
    let wasConnected = false;
    const calls = createSharedCalls(tabs.id, tell);

    function tell(told: Told): void {
      tabs.post(told);
      take(told);
    }

    function take(told: unknown): void {
      if (giveBack === null || !isTold(told)) return;
      leader?.take(told);
      takeAsFollower(told);
    }

    function takeAsFollower(told: Told): void {
      const { listener } = options;
      if (told.says === "lead") introduce();
      if (told.says === "lead" || told.says === "connecting") calls.failAll();
      if (told.says === "connecting") listener.onConnecting();
      if (told.says === "answer") calls.take(told);
      if (told.says === "token wanted" && followers.has(told.stream)) void askFor(told.stream);
      if (told.says === "disconnected") {
        const { reason, unauthorized } = told;
        listener.onDisconnected({ reason, unauthorized });
      }
      if (told.says === "feed subscribed" && (told.tab ?? tabs.id) === tabs.id) {
        const { how } = told;
        listener.onConnected();
        const isLost = wasConnected && how.continuity === "fresh";
        listener.onFeedSubscribed(isLost ? { ...how, continuity: "lost" } : how);
        wasConnected = true;
      }
      if (told.says === "feed") listener.onFeedPublication(told.data);
      if ("stream" in told) takeStream(told, followers.get(told.stream));
    }

    /** Says to whoever leads that this tab is there, and what it follows. */
    function introduce(): void {
      if (leader === null) tabs.post({ says: "hello", tab: tabs.id } satisfies Told);
      for (const stream of followers.keys()) void askFor(stream);
    }

    async function askFor(stream: string): Promise<void> {
      const follower = followers.get(stream);
      try {
        const token = (await follower?.getToken()) ?? "";
        if (followers.get(stream) !== follower) return;
        tell({ says: "follow", tab: tabs.id, stream, token });
      } catch (error) {
        follower?.onEnded(error instanceof Error ? error.message : "There is no token.");
      }
    }

    const stopListening = tabs.listen(take);

    function leave(): void {
      if (giveBack === null) return;
      tell({ says: "bye", tab: tabs.id });
      leader?.close();
      leader = null;
      calls.failAll();
      giveBack();
      giveBack = null;
    }

    const connection: RealtimeConnection = {
      connect() {
        if (giveBack !== null) return;
        options.listener.onConnecting();
        giveBack = tabs.lead(() => {
          leader = createLeader({ openRealtime, options, tell, tab: tabs.id });
          tell({ says: "lead" });
        });
        introduce();
      },
      disconnect: leave,
      subscribe(stream, follower) {
        followers.set(stream, follower);
        if (giveBack !== null) void askFor(stream);
        return () => {
          if (followers.get(stream) !== follower) return;
          followers.delete(stream);
          if (giveBack !== null) tell({ says: "unfollow", tab: tabs.id, stream });
        };
      },
      rpc: (method, data) => calls.make(method, data),
      hurry: () => leader?.hurry(),
      lose: () => leader?.lose(),
      close() {
        leave();
        stopListening();
      },
    };
    return connection;
  };
}

function takeStream(told: Told & { stream: string }, follower: StreamFollower | undefined): void {
  if (told.says === "subscribed") follower?.onSubscribed(told.how);
  if (told.says === "publication") follower?.onPublication(told.data);
  if (told.says === "ended") follower?.onEnded(told.reason);
}

type Leader = { take(told: Told): void; hurry(): void; lose(): void; close(): void };

type LeaderDoors = {
  readonly openRealtime: OpenRealtime;
  readonly options: RealtimeOptions;
  readonly tell: (told: Told) => void;
  readonly tab: string;
};

/** The tab that holds the connection: hands on what comes to those who want it. */
function createLeader({ openRealtime, options, tell, tab }: LeaderDoors): Leader {
  const streams = new Map<string, { tabs: Set<string>; stop: () => void }>();
  let isConnected = false;
  const listener: RealtimeListener = {
    onConnecting() {
      isConnected = false;
      tell({ says: "connecting" });
    },
    onConnected() {
      isConnected = true;
    },
    onDisconnected: ({ reason, unauthorized }) =>
      tell({ says: "disconnected", reason, unauthorized }),
    onFeedSubscribed: (how) => tell({ says: "feed subscribed", tab: null, how }),
    onFeedPublication: (data) => tell({ says: "feed", data }),
  };
  const realtime = openRealtime({ ...options, listener });
  realtime.connect();

  const rpc = (method: string, data: unknown): Promise<unknown> =>
    realtime.rpc?.(method, data) ?? Promise.reject(new Error("The connection carries no calls."));

  function follow(stream: string, first: string): () => void {
    let token: string | null = first;
    return realtime.subscribe(stream, {
      async getToken() {
        const unused = token;
        token = null;
        if (unused !== null) return unused;
        // Whoever follows the stream asks for another one, and follows anew with it.
        tell({ says: "token wanted", stream });
        throw new Error("Another token is on its way.");
      },
      onSubscribed: (how) => tell({ says: "subscribed", stream, how }),
      onPublication: (data) => tell({ says: "publication", stream, data }),
      onEnded: (reason) => tell({ says: "ended", stream, reason }),
    });
  }

  function unfollow(stream: string, by: string): void {
    const known = streams.get(stream);
    known?.tabs.delete(by);
    if (known === undefined || known.tabs.size > 0) return;
    known.stop();
    streams.delete(stream);
  }

  return {
    take(told) {
      if (told.says === "hello" && told.tab !== tab && isConnected) {
        // It was not there before: whatever it holds, it makes up for by a sync.
        const how: Subscribed = { continuity: "lost", data: undefined };
        tell({ says: "feed subscribed", tab: told.tab, how });
      }
      if (told.says === "follow") {
        const known = streams.get(told.stream);
        // Subscribed to anew, so that the newcomer gets what the stream begins with.
        known?.stop();
        const { stream, token } = told;
        const followedBy = new Set([...(known?.tabs ?? []), told.tab]);
        streams.set(stream, { tabs: followedBy, stop: follow(stream, token) });
      }
      if (told.says === "call") void answerCall(told, rpc).then(tell);
      if (told.says === "unfollow") unfollow(told.stream, told.tab);
      if (told.says === "bye") for (const stream of streams.keys()) unfollow(stream, told.tab);
    },
    hurry: () => realtime.hurry?.(),
    lose: () => realtime.lose?.(),
    close: () => realtime.close(),
  };
}

function isTold(value: unknown): value is Told {
  return typeof value === "object" && value !== null && "says" in value;
}
