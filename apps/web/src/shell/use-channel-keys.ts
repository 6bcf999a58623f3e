import { selectChannelList, type Channel } from "@natter/client";
import { useChatClient, useHotkey } from "@natter/react";
import { useRoute } from "wouter";
import { useGo } from "../app/use-go.ts";

/** Alt and an arrow go to the channel above or below in the list that is shown; with Shift, to the next one with something new. */
export function useChannelKeys(): void {
  const client = useChatClient();
  const { toChannel } = useGo();
  const [, inSpace] = useRoute("/s/:spaceId/c/:cid/*?");
  const [, inDirects] = useRoute("/dm/c/:cid/*?");
  const cid = inSpace?.cid ?? inDirects?.cid;
  const spaceId = inSpace?.spaceId;
  const step = (by: 1 | -1, isWanted: (channel: Channel) => boolean) => {
    const filter =
      spaceId === undefined ? ({ kind: ["direct", "group"], joined: true } as const) : { spaceId };
    const channels = selectChannelList(filter)(client.store.getState());
    const at = channels.findIndex((channel) => channel.cid === cid);
    const ordered =
      by === 1 ? channels.slice(at + 1) : channels.slice(0, Math.max(at, 0)).toReversed();
    const next = ordered.find(isWanted);
    if (next) toChannel(next);
  };
  const any = () => true;
  const hasUnread = ({ unread }: Channel) => unread.count > 0;
  useHotkey("channel.previous", () => step(-1, any));
  useHotkey("channel.next", () => step(1, any));
  useHotkey("unread.previous", () => step(-1, hasUnread));
  useHotkey("unread.next", () => step(1, hasUnread));
}
