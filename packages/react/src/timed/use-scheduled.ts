import type { Message, Scheduled } from "@natter/client";
import { useMemo } from "react";
import { useFetched } from "../loading/use-fetched.ts";
import type { Pages } from "../loading/use-pages.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type ScheduledMessagesState = Pick<Pages<unknown>, "status" | "error" | "reload"> & {
  /** The next first; those with a `failure` could not be sent. */
  readonly scheduled: readonly Scheduled[];
  readonly update: (
    id: string,
    change: { readonly sendAt?: Date; readonly text?: string },
  ) => Promise<Scheduled>;
  readonly cancel: (id: string) => Promise<void>;
  readonly sendNow: (id: string) => Promise<Message>;
};

/** The viewer's messages that are to be sent later, in one channel or in all, as they change on any device. */
export function useScheduled(cid?: string): ScheduledMessagesState {
  const client = useChatClient();
  const me = useChatState((state) => state.me?.id);
  const { status, error, reload } = useFetched(me ?? null, () => client.scheduled.load());
  const all = useChatState((state) => state.scheduled);
  const scheduled = useMemo(
    () =>
      Object.values(all)
        .filter((one) => cid === undefined || one.cid === cid)
        .sort((one, other) => one.sendAt.getTime() - other.sendAt.getTime()),
    [all, cid],
  );
  const { update, cancel, sendNow } = client.scheduled;
  return { scheduled, status, error, reload, update, cancel, sendNow };
}

/** A function that has a message sent at a moment to come. */
export function useSendLater(cid: string): (text: string, sendAt: Date) => Promise<Scheduled> {
  const client = useChatClient();
  return useMemo(
    () => (text, sendAt) => client.scheduled.create(cid, { text, sendAt }),
    [client, cid],
  );
}
