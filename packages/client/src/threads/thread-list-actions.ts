import type { CallOptions } from "../api/api-types.ts";
import { withRetries } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import type { Engine } from "../engine.ts";
import type { ChatState } from "../store/state.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfMessages } from "../users/seen-users.ts";
import type { ChannelEvent, Message } from "../wire/entities.ts";
import type { ThreadList } from "./thread-state.ts";

/** The threads that the viewer follows, in `state.threadList`. What was loaded once is kept up to date. */
export type ThreadListActions = {
  /** Loads the first page, and how much is unread in all. */
  load(query?: Partial<Pick<ThreadList, "filter" | "order">>, options?: CallOptions): Promise<void>;
  /** Loads the next page behind what is loaded. */
  loadMore(options?: CallOptions): Promise<void>;
};

export type ThreadLists = ThreadListActions & {
  /** Something happened to followed threads: a list that was loaded is loaded again soon. */
  noteChanged(): void;
  /** Something happened in a channel, which may show in the list. */
  noteEvent(event: ChannelEvent): void;
};

const pageSize = 50;
const mostItems = 100;
const restMs = 1_000;

export function createThreadLists(engine: Engine): ThreadLists {
  let waiting = false;
  let loads = 0;

  const list = () => engine.store.getState().threadList;
  const change = (changed: Partial<ThreadList>) =>
    engine.store.update((state) => ({
      ...state,
      threadList: { ...state.threadList, ...changed },
    }));

  async function load(query: Partial<Pick<ThreadList, "filter" | "order">> = {}): Promise<void> {
    const { filter, order } = { ...list(), ...query };
    const isSame = filter === list().filter && order === list().order;
    loads += 1;
    const own = loads;
    change({ filter, order, ...(isSame ? {} : { items: [], next: null }) });
    if (list().status !== "ready" || !isSame) change({ status: "loading" });
    try {
      // As much as is shown, so that a list does not shrink under the reader.
      const limit = Math.min(mostItems, Math.max(pageSize, list().items.length));
      const [page, unread] = await Promise.all([
        withRetries(engine, 4, () =>
          engine.api("threads.list", { query: { filter, order, limit } }, engine),
        ),
        withRetries(engine, 4, () => engine.api("threads.unread", {}, engine)),
      ]);
      if (own !== loads) return;
      const { items, next } = page;
      engine.store.update((state) =>
        withUsers({
          ...state,
          threadList: { ...state.threadList, items, next, unread, status: "ready" },
        }),
      );
    } catch (thrown) {
      if (own === loads && list().status === "loading") change({ status: "error" });
      throw asChatError(thrown);
    }
  }

  async function loadMore(): Promise<void> {
    const { next: cursor, filter, order, status } = list();
    if (cursor === null || status !== "ready") return;
    const own = loads;
    const query = { filter, order, cursor, limit: pageSize };
    const page = await withRetries(engine, 4, () => engine.api("threads.list", { query }, engine));
    if (own !== loads || list().next !== cursor) return;
    engine.store.update((state) => {
      const { threadList } = state;
      const known = new Set(threadList.items.map(({ root }) => root.id));
      const items = [...threadList.items, ...page.items.filter(({ root }) => !known.has(root.id))];
      return withUsers({ ...state, threadList: { ...threadList, items, next: page.next } });
    });
  }

  function noteChanged(): void {
    if (waiting || list().status !== "ready") return;
    waiting = true;
    engine.clock.after(restMs, () => {
      waiting = false;
      if (engine.signal.aborted) return;
      load().catch((error: unknown) =>
        engine.log("warn", "The list of threads could not be fetched.", error),
      );
    });
  }

  return {
    load,
    loadMore,
    noteChanged,
    noteEvent(event) {
      const concerns = (root: Message) =>
        event.type === "channel.truncated" ? root.cid === event.cid : root.id === messageOf(event);
      if (event.type === "thread.updated" || list().items.some(({ root }) => concerns(root))) {
        noteChanged();
      }
    },
  };
}

/** The message that an event is about. */
function messageOf(event: ChannelEvent): string | null {
  if ("messageId" in event) return event.messageId;
  return "message" in event ? event.message.id : null;
}

function withUsers(state: ChatState): ChatState {
  return applyUsers(state, usersOfMessages(state.threadList.items.map(({ root }) => root)));
}
