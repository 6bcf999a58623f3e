import type { Message, Reminder } from "@natter/client";
import { useEffect, useMemo } from "react";
import { useFetched, type Fetched } from "../loading/use-fetched.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type ReminderActions = {
  readonly set: (messageId: string, at: Date, note?: string) => Promise<Reminder>;
  readonly cancel: (messageId: string) => Promise<void>;
  /** Takes one whose time has come out of sight. */
  readonly dismiss: (messageId: string) => void;
};

/** Sets, cancels and dismisses reminders of messages, which nobody else sees. */
export function useReminderActions(): ReminderActions {
  const client = useChatClient();
  return useMemo(
    () => ({
      set: (messageId, at, note) => client.reminders.set(messageId, at, note),
      cancel: (messageId) => client.reminders.cancel(messageId),
      dismiss: (messageId) => client.reminders.dismiss(messageId),
    }),
    [client],
  );
}

/** What the viewer asked to be reminded of, the next first. */
export function useReminders(): Fetched<readonly Reminder[]> {
  const client = useChatClient();
  const me = useChatState((state) => state.me?.id);
  const due = useChatState((state) => state.dueReminders);
  const fetched = useFetched(me ?? null, () => client.reminders.list());
  const { reload } = fetched;
  useEffect(() => {
    if (due.length > 0) reload();
  }, [due, reload]);
  return fetched;
}

/** Reminders whose time has come, until they are dismissed. */
export function useDueReminders(): readonly Reminder[] {
  return useChatState((state) => state.dueReminders);
}

/** The message that a reminder is of; null while it is not known, or not to be seen any more. */
export function useReminded({ messageId }: Reminder): Message | null {
  const client = useChatClient();
  const { data } = useFetched(
    messageId,
    async (signal) =>
      (await client.api("messages.get", { params: { messageId } }, { signal })).message,
  );
  return data;
}
