import type { Channel, ChannelHandle } from "@natter/client";
import { useMemo } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { topicOf } from "./topic-of.ts";

export type ChannelActions = Pick<
  ChannelHandle,
  "update" | "updateSettings" | "truncate" | "transfer" | "leave" | "join" | "deleteChannel"
> & {
  /** What the channel is about, in a sentence; an empty one takes it away. */
  readonly setTopic: (topic: string) => Promise<Channel>;
};

/** What can be done with a channel as a whole; the server refuses what the viewer may not. */
export function useChannelActions(cid: string): ChannelActions {
  const client = useChatClient();
  const custom = useChatState((state) => state.channels[cid]?.channel?.custom);
  return useMemo(() => {
    const channel = client.channel(cid);
    const { update, updateSettings, truncate, transfer, leave, join, deleteChannel } = channel;
    return {
      update,
      updateSettings,
      truncate,
      transfer,
      leave,
      join,
      deleteChannel,
      setTopic: (topic) => {
        const { topic: _old, ...rest } = custom ?? {};
        return update({ custom: topic === "" ? rest : { ...rest, topic } });
      },
    };
  }, [client, cid, custom]);
}

/** What a channel is about; null where nobody said. */
export function useTopic(cid: string): string | null {
  return useChatState((state) => topicOf(state.channels[cid]?.channel ?? null));
}
