import type { ChannelSettings } from "@natter/client";
import { isMuted } from "@natter/contract/channel-visibility";
import { useCallback } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

type Level = ChannelSettings["notifications"];

export type NotificationSettingsState = {
  /** Null for who has not joined the channel. */
  readonly level: Level | null;
  readonly isMuted: boolean;
  /** When muting ends by itself; null for never, and while it is not muted. */
  readonly mutedUntil: Date | null;
  readonly setLevel: (level: Level) => Promise<void>;
  /** For so many seconds; for good without. */
  readonly mute: (seconds?: number) => Promise<void>;
  readonly unmute: () => Promise<void>;
};

/** What a channel notifies the viewer of, on every device. Shown at once. */
export function useNotificationSettings(cid: string): NotificationSettingsState {
  const client = useChatClient();
  const settings = useChatState((state) => state.channels[cid]?.channel?.settings ?? null);
  const change = useCallback(
    async (input: Parameters<ReturnType<typeof client.channel>["updateSettings"]>[0]) =>
      void (await client.channel(cid).updateSettings(input)),
    [client, cid],
  );
  return {
    level: settings?.notifications ?? null,
    isMuted: settings !== null && isMuted(settings, new Date()),
    mutedUntil: settings?.muted ? settings.mutedUntil : null,
    setLevel: useCallback((notifications: Level) => change({ notifications }), [change]),
    mute: useCallback(
      (seconds?: number) =>
        change({ muted: true, ...(seconds === undefined ? {} : { muteSeconds: seconds }) }),
      [change],
    ),
    unmute: useCallback(() => change({ muted: false }), [change]),
  };
}
