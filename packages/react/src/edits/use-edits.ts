import type { RouteAnswer } from "@natter/client";
import { usePages, type Pages } from "../loading/use-pages.ts";
import { useChatClient } from "../provider/use-chat-client.ts";

export type PastText = RouteAnswer<"messages.edits">["items"][number];

/** What a message said before, the newest first. */
export function useEdits(messageId: string): Pages<PastText> {
  const client = useChatClient();
  return usePages<PastText>(messageId, (cursor, signal) => {
    const query = cursor === undefined ? {} : { cursor };
    return client.api("messages.edits", { params: { messageId }, query }, { signal });
  });
}
