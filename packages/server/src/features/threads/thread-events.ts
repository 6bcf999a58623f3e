import type { EventView } from "../../core/event-log.ts";
import type { Tx } from "../../core/transact.ts";
import { toldApart } from "../../core/view-events.ts";
import { shadowRepliers, threadsSeenBy } from "../messages/public.ts";
import { userSummaries } from "../users/public.ts";
import { summaryView } from "./thread-summaries.ts";

/** A thread is told with its summary as it is now, so that telling it twice does no harm. */
export const viewThreads: EventView = async (tx: Tx, stored, viewerId) => {
  const ids = stored.map(({ data }) => String(data["messageId"]));
  const rootIds = [...new Set(ids)];
  const [threads, apart] = await Promise.all([
    threadsSeenBy(tx, rootIds, viewerId),
    viewerId === null ? shadowRepliers(tx, rootIds) : new Map<string, string[]>(),
  ]);
  const people = await userSummaries(tx, [
    ...new Set([...threads.values()].flatMap((thread) => thread.participants)),
  ]);
  return ids.map((messageId) => ({
    messageId,
    thread: summaryView(threads.get(messageId), people),
    [toldApart]: apart.get(messageId) ?? [],
  }));
};
