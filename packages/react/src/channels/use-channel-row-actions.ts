import type { Channel } from "@natter/client";
import { useMemo } from "react";
import type { MenuItem } from "../primitives/menu.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";

/** Actions of a channel, in the order they are shown; leave one out, or add your own. */
export type ChannelRowActions = (
  channel: Channel,
  defaults: readonly MenuItem[],
) => readonly MenuItem[];

/** What the viewer may do with a channel as they keep it. `onLeave` asks before it is left. */
export function useChannelRowActions(onLeave: (channel: Channel) => void) {
  const client = useChatClient();
  const strings = useStrings();
  const toast = useToast();
  return useMemo(
    () =>
      (channel: Channel): readonly MenuItem[] => {
        const handle = client.channel(channel.cid);
        const { settings, unread, messageSeq } = channel;
        // A record that an older version kept on the device has no settings.
        if (channel.membership === null || !settings) return [];
        const attempt = (work: Promise<unknown>) => {
          work.catch((error: unknown) =>
            toast(error instanceof Error ? error.message : strings("error.generic")),
          );
        };
        const set = (change: Parameters<typeof handle.updateSettings>[0]) => () =>
          attempt(handle.updateSettings(change));
        const isPinned = settings.pinnedAt !== null;
        return [
          unread.count > 0
            ? {
                ...{ id: "read", label: strings("channels.markRead"), icon: "check" },
                run: () => handle.markRead(),
              }
            : {
                ...{ id: "unread", label: strings("channels.markUnread"), icon: "message" },
                run: () => attempt(handle.markUnread(messageSeq)),
              },
          {
            ...{ id: "pin", label: strings(isPinned ? "channels.unpin" : "channels.pin") },
            ...{ icon: "pin", run: set({ pinned: !isPinned }) },
          },
          {
            id: "mute",
            label: strings(settings.muted ? "channels.unmute" : "channels.mute"),
            ...{ icon: "bell", run: set({ muted: !settings.muted }) },
          },
          {
            ...{ id: "hide", label: strings("channels.hide"), icon: "close" },
            run: set({ hidden: true }),
          },
          {
            id: "archive",
            label: strings(settings.archived ? "channels.unarchive" : "channels.archive"),
            ...{ icon: "down", run: set({ archived: !settings.archived }) },
          },
          ...(channel.capabilities.includes("leave")
            ? [
                {
                  ...{ id: "leave", label: strings("channels.leave"), icon: "logout" as const },
                  ...{ danger: true, run: () => onLeave(channel) },
                },
              ]
            : []),
        ];
      },
    [client, strings, toast, onLeave],
  );
}
