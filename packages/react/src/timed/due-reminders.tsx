import type { Message, Reminder } from "@natter/client";
import { useEffect, type ReactElement } from "react";
import { useAnnounce } from "../announcer/announcer.tsx";
import { MessagePreview } from "../previews/message-preview.tsx";
import { Button } from "../primitives/button.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useDueReminders, useReminded, useReminderActions } from "./use-reminders.ts";

export type DueRemindersProps = { readonly onOpen: (message: Message) => void };

const snoozeMs = 20 * 60_000;

/** Reminders whose time has come: to be opened, put off, or done with. */
export function DueReminders({ onOpen }: DueRemindersProps): ReactElement | null {
  const due = useDueReminders();
  if (due.length === 0) return null;
  return (
    <div data-natter="due-reminders">
      {due.map((reminder) => (
        <DueReminder key={reminder.messageId} reminder={reminder} onOpen={onOpen} />
      ))}
    </div>
  );
}

type DueReminderProps = DueRemindersProps & { readonly reminder: Reminder };

function DueReminder({ reminder, onOpen }: DueReminderProps): ReactElement {
  const strings = useStrings();
  const announce = useAnnounce();
  const { set, dismiss } = useReminderActions();
  const message = useReminded(reminder);
  const place = useChatState((state) => state.channels[reminder.cid]?.channel?.title);
  const title = strings("timed.due");
  useEffect(() => announce(title), [announce, title]);
  const done = () => dismiss(reminder.messageId);
  const snooze = () => {
    done();
    // A refusal only means that it is not put off; it was seen.
    set(reminder.messageId, new Date(Date.now() + snoozeMs), reminder.note).catch(() => {});
  };
  return (
    <section data-natter="due-reminder" aria-label={title}>
      <h3>{title}</h3>
      {reminder.note !== "" && <p dir="auto">{reminder.note}</p>}
      {message && (
        <MessagePreview
          message={message}
          place={place}
          onOpen={() => {
            done();
            onOpen(message);
          }}
        />
      )}
      <div data-part="footer">
        <Button size="small" variant="ghost" onClick={snooze}>
          {strings("timed.snooze")}
        </Button>
        <Button size="small" onClick={done}>
          {strings("timed.done")}
        </Button>
      </div>
    </section>
  );
}
