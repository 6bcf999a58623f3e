import { isShallowEqual, selectChannelList, type Channel } from "@natter/client";
import { useCallback, useMemo } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type Forward = {
  /** Where the viewer may send to, the latest first, as far as the name fits. */
  readonly channels: readonly Channel[];
  /** Sends the message on to each of them, with a text of one's own after it. */
  readonly forward: (messageId: string, cids: readonly string[], comment: string) => Promise<void>;
};

const joined = { joined: true } as const;

/** Sends a message on to other channels. */
export function useForward(query: string): Forward {
  const client = useChatClient();
  const all = useChatState(selectChannelList(joined), isShallowEqual);
  const channels = useMemo(() => {
    const wanted = query.trim().toLocaleLowerCase();
    return all.filter(
      ({ title, capabilities }) =>
        capabilities.includes("send") && title.toLocaleLowerCase().includes(wanted),
    );
  }, [all, query]);
  const forward = useCallback<Forward["forward"]>(
    async (messageId, cids, comment) => {
      const text = comment.trim();
      const sendings = cids.flatMap((cid) => {
        const channel = client.channel(cid);
        const first = channel.send({ text: "", forwardId: messageId });
        return text === "" ? [first] : [first, channel.send({ text })];
      });
      await Promise.all(sendings.map(({ done }) => done));
    },
    [client],
  );
  return { channels, forward };
}
