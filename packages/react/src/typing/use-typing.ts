import { selectTyping, type UserSummary } from "@natter/client";
import { useMemo } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type Typing = {
  /** Who else is typing, in the order they began. */
  readonly users: readonly UserSummary[];
  /** Call it on every keystroke; the others are told now and then. */
  readonly onKeystroke: () => void;
  readonly stop: () => void;
};

export function useTyping(cid: string): Typing {
  const client = useChatClient();
  const users = useChatState(selectTyping(cid));
  const say = useMemo(() => {
    const channel = client.channel(cid);
    return { onKeystroke: () => channel.typing(), stop: () => channel.stopTyping() };
  }, [client, cid]);
  return { users, ...say };
}
