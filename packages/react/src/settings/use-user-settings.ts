import type { UserSettings } from "@natter/client";
import { useCallback, useEffect } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

type Privacy = UserSettings["privacy"];

export type UserSettingsState = {
  readonly privacy: Privacy;
  /** Whether they were fetched; until then they are shown as they are for everybody at first. */
  readonly isLoaded: boolean;
  /** Shows at once; taken back when it is refused. */
  readonly change: (privacy: Partial<Privacy>) => Promise<void>;
};

const open: Privacy = { readReceipts: true, typing: true, invisible: false };

/** What the viewer shows of themselves, on every device. */
export function useUserSettings(): UserSettingsState {
  const client = useChatClient();
  const settings = useChatState((state) => state.settings);
  const me = useChatState((state) => state.me?.id);
  const isLoaded = settings !== null;
  useEffect(() => {
    // Without them the usual ones are shown; a change says what went wrong.
    if (me !== undefined && !isLoaded) client.loadSettings().catch(() => {});
  }, [client, me, isLoaded]);
  const change = useCallback(
    async (privacy: Partial<Privacy>) => void (await client.updateSettings({ privacy })),
    [client],
  );
  return { privacy: settings?.privacy ?? open, isLoaded, change };
}
