import type { Message, Reminder } from "@natter/client";
import type { ReactElement } from "react";
import { AsyncView } from "../loading/async-view.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { MessagePreview } from "../previews/message-preview.tsx";
import { useWhen } from "../previews/use-when.ts";
import { IconButton } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useReminded, useReminderActions, useReminders } from "./use-reminders.ts";

export type ReminderListProps = { readonly onOpen: (message: Message) => void };

/** What the viewer asked to be reminded of, the next first. */
export function ReminderList({ onOpen }: ReminderListProps): ReactElement {
  const strings = useStrings();
  const attempt = useAttempt();
  const { cancel } = useReminderActions();
  const fetched = useReminders();
  const reminders = fetched.data ?? [];
  const remove = async ({ messageId }: Reminder) => {
    if (!(await attempt(() => cancel(messageId)))) return;
    fetched.replace(reminders.filter((one) => one.messageId !== messageId));
  };
  return (
    <AsyncView
      of={fetched}
      isEmpty={reminders.length === 0}
      empty={
        <EmptyState
          icon="bell"
          title={strings("timed.noReminders")}
          text={strings("timed.noRemindersText")}
        />
      }
    >
      <ul data-natter="message-previews" aria-label={strings("timed.reminders")}>
        {reminders.map((reminder) => (
          <li key={reminder.messageId}>
            <RemindedMessage
              reminder={reminder}
              onOpen={onOpen}
              onCancel={() => void remove(reminder)}
            />
          </li>
        ))}
      </ul>
    </AsyncView>
  );
}

type RemindedMessageProps = ReminderListProps & {
  readonly reminder: Reminder;
  readonly onCancel: () => void;
};

function RemindedMessage(props: RemindedMessageProps): ReactElement | null {
  const { reminder, onOpen, onCancel } = props;
  const strings = useStrings();
  const when = useWhen();
  const message = useReminded(reminder);
  const place = useChatState((state) => state.channels[reminder.cid]?.channel?.title);
  if (message === null) return null;
  const note = [when.day(reminder.remindAt), reminder.note].filter(Boolean).join(" · ");
  return (
    <MessagePreview message={message} place={place} note={note} onOpen={() => onOpen(message)}>
      <IconButton
        icon="close"
        size="small"
        label={strings("timed.cancelReminder")}
        onClick={onCancel}
      />
    </MessagePreview>
  );
}
