import type { EventView } from "../../core/event-log.ts";
import type { Tx } from "../../core/transact.ts";
import { userSummaries } from "../users/public.ts";
import { summaryView, threadSummaries } from "./thread-summaries.ts";

/** A thread is told with its summary as it is now, so that telling it twice does no harm. */
export const viewThreads: EventView = async (tx: Tx, stored) => {
  const ids = stored.map(({ data }) => String(data["messageId"]));
  const threads = await threadSummaries(tx, [...new Set(ids)]);
  const people = await userSummaries(tx, [
    ...new Set([...threads.values()].flatMap((thread) => thread.participants)),
  ]);
  return ids.map((messageId) => ({
    messageId,
    thread: summaryView(threads.get(messageId), people),
  }));
};
