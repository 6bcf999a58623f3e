import type { Message, RouteAnswer } from "@natter/client";
import { useFetched, type Fetched } from "../loading/use-fetched.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import type { QueueItem } from "./use-moderation-queue.ts";

export type QueueItemDetail = {
  readonly reports: RouteAnswer<"reports.getItem">["reports"];
  /** The messages around the one in question, with it; empty where there are none. */
  readonly context: readonly Message[];
};

const around = 5;

/** Why a thing waits for a decision, and what was said around it. */
export function useQueueItem(item: QueueItem): Fetched<QueueItemDetail> {
  const client = useChatClient();
  return useFetched(item.id, async (signal) => {
    const { cid, subject } = item;
    const isMessage = subject.type === "message" && cid !== null;
    const [{ reports }, page] = await Promise.all([
      client.api("reports.getItem", { params: { itemId: item.id } }, { signal }),
      isMessage
        ? client
            .api(
              "messages.list",
              { params: { cid }, query: { around: subject.id, limit: around } },
              { signal },
            )
            // One that was removed has nothing around it.
            .catch(() => null)
        : null,
    ]);
    return { reports, context: page?.items ?? [] };
  });
}
