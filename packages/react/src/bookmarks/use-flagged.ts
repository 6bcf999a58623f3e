import type { FlaggedFilter, Message, MessageFlags } from "@natter/client";
import { useEffect, useRef } from "react";
import { usePages, type Pages } from "../loading/use-pages.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useUnread } from "../unread/use-unread.ts";

export type FlaggedMessage = { readonly message: Message; readonly flags: MessageFlags };

const restMs = 1_000;

/** The viewer's unread, mentioning or starred messages of all channels, page by page, read again when they change. */
export function useFlagged(flag: FlaggedFilter["flag"]): Pages<FlaggedMessage> {
  const client = useChatClient();
  const me = useChatState((state) => state.me?.id);
  const list = usePages<FlaggedMessage>(me === undefined ? null : `${me} ${flag}`, (cursor) =>
    client.listFlagged(cursor === undefined ? { flag } : { flag, cursor }),
  );
  const { reload } = list;
  const { count, mentions } = useUnread();
  const flags = useChatState((state) => state.flags);
  const changes = flag === "starred" ? flags : `${count} ${mentions}`;
  const seen = useRef(changes);
  useEffect(() => {
    if (seen.current === changes) return;
    seen.current = changes;
    // What changes on and on, as while one reads, is fetched once it rests.
    const timer = setTimeout(reload, restMs);
    return () => clearTimeout(timer);
  }, [changes, reload]);
  return list;
}
