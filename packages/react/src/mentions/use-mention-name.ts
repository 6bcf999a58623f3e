import { selectUser } from "@natter/client";
import { useCallback } from "react";
import type { MentionTarget } from "../composer/composer-text.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useGroupLabel } from "./use-group-label.ts";

/** What somebody who is mentioned is called at this moment; "Somebody" while their name is not known. */
export function useMentionName(): (target: MentionTarget) => string {
  const client = useChatClient();
  const labelOf = useGroupLabel();
  const strings = useStrings();
  return useCallback(
    (target) =>
      target.type === "group"
        ? labelOf(target.group)
        : (selectUser(target.userId)(client.store.getState())?.name ??
          strings("message.unknownSender")),
    [client, labelOf, strings],
  );
}
