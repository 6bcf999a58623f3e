import type { Channel, ChannelFilter } from "@natter/client";
import { useChannels } from "../channels/use-channels.ts";
import { useHotkey } from "../hotkeys/hotkeys-context.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { nextChannel } from "./next-channel.ts";

export type ChannelKeys = {
  readonly filter: ChannelFilter;
  readonly openCid: string | null;
  readonly onOpen: (channel: Channel) => void;
};

/** Alt with the arrows goes through a list of channels, with Shift through the unread ones; Shift+Escape reads everything. */
export function useChannelKeys({ filter, openCid, onOpen }: ChannelKeys): void {
  const client = useChatClient();
  const { channels } = useChannels(filter);
  const go = (step: 1 | -1, unread: boolean) => {
    const next = nextChannel(channels, openCid, { step, unread });
    if (next) onOpen(next);
    return next !== null;
  };
  useHotkey("channel.next", () => go(1, false));
  useHotkey("channel.previous", () => go(-1, false));
  useHotkey("unread.next", () => go(1, true));
  useHotkey("unread.previous", () => go(-1, true));
  useHotkey("space.read", () => {
    // A failure is put back by the client, which shows the counts again.
    client.markAllRead(filter.spaceId).catch(() => {});
  });
}
