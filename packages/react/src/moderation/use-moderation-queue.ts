import { isShallowEqual, type RouteAnswer, type RouteBody } from "@natter/client";
import { useCallback, useEffect } from "react";
import { usePages, type Page, type Pages } from "../loading/use-pages.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type QueueItem = RouteAnswer<"reports.listItems">["items"][number];
export type QueueDecision = RouteBody<"reports.decide">;
export type Decision = RouteAnswer<"reports.decide">["decision"];

export type ModerationQueueState = Pages<QueueItem> & {
  /** The channels that the viewer moderates, as far as they are known. */
  readonly cids: readonly string[];
  /** Decides, and takes the item out of the list. */
  readonly decide: (item: QueueItem, decision: QueueDecision) => Promise<Decision>;
  /** Takes a decision back: what it did is undone and its item waits again. */
  readonly undo: (decision: Decision) => Promise<void>;
};

const everyMs = 30_000;

/** What waits for a decision: in one channel, or in all that the viewer moderates; the oldest first. */
export function useModerationQueue(cid?: string): ModerationQueueState {
  const client = useChatClient();
  const moderated = useChatState(
    (state) =>
      Object.values(state.channels)
        .filter(({ channel }) => channel?.capabilities.includes("moderate"))
        .map((channel) => channel.cid),
    isShallowEqual,
  );
  const cids = cid === undefined ? moderated : [cid];
  const isKnown = useChatState((state) => state.channelsStatus === "ready");
  const me = useChatState((state) => state.me?.id);
  const list = usePages<QueueItem>(
    cids.length === 0 ? null : cids.join(" "),
    async (cursor, signal) => {
      const before = cursor === undefined ? null : readCursors(cursor);
      const pages = await Promise.all(
        cids
          .filter((one) => before === null || before[one] !== undefined)
          .map(async (one) => {
            const query = { cid: one, status: "open" as const };
            const at = before?.[one];
            const page = await client.api(
              "reports.listItems",
              { query: at === undefined ? query : { ...query, cursor: at } },
              { signal },
            );
            // What is said of the viewer is for others to judge.
            const items = page.items.filter(({ userId }) => userId !== me);
            return { ...page, items, cid: one };
          }),
      );
      return mergePages(pages);
    },
  );
  const { reload, change } = list;
  useEffect(() => {
    // Nobody tells a moderator of a new report, so it is asked for.
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  }, [reload]);
  const decide = useCallback<ModerationQueueState["decide"]>(
    async (item, body) => {
      const params = { itemId: item.id };
      const { decision } = await client.api("reports.decide", { params, body });
      change((items) => items.filter(({ id }) => id !== item.id));
      return decision;
    },
    [client, change],
  );
  const undo = useCallback<ModerationQueueState["undo"]>(
    async (decision) => {
      await client.api("reports.undo", { params: { decisionId: decision.id } });
      reload();
    },
    [client, reload],
  );
  // Who moderates nothing waits for nothing.
  const status = cids.length === 0 && isKnown ? "ready" : list.status;
  return { ...list, status, cids, decide, undo };
}

type ChannelPage = {
  readonly cid: string;
  readonly items: readonly QueueItem[];
  readonly next: string | null;
};

/** The pages of several channels as one: the oldest first, with the places where each goes on. */
function mergePages(pages: readonly ChannelPage[]): Page<QueueItem> {
  const items = pages
    .flatMap((page) => page.items)
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  const open = pages.filter(({ next }) => next !== null);
  const cursors = Object.fromEntries(open.map(({ cid, next }) => [cid, next]));
  return { items, next: open.length === 0 ? null : JSON.stringify(cursors) };
}

/** What `mergePages` wrote. */
function readCursors(cursor: string): Readonly<Record<string, string>> {
  return JSON.parse(cursor) as Record<string, string>;
}
