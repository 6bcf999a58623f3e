import { selectUser } from "@natter/client";
import { useCallback } from "react";
import type { MentionTarget } from "../composer/composer-text.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useGroupLabel } from "./use-group-label.ts";

/** What somebody who is mentioned is called at this moment; their id while their name is not known. */
export function useMentionName(): (target: MentionTarget) => string {
  const client = useChatClient();
  const labelOf = useGroupLabel();
  return useCallback(
    (target) =>
      target.type === "group"
        ? labelOf(target.group)
        : (selectUser(target.userId)(client.store.getState())?.name ?? target.userId),
    [client, labelOf],
  );
}
