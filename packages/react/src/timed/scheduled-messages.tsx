import type { Scheduled } from "@natter/client";
import { useState, type ReactElement } from "react";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { AsyncView } from "../loading/async-view.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { MessagePreview } from "../previews/message-preview.tsx";
import { useWhen } from "../previews/use-when.ts";
import { IconButton } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useCurrentUser } from "../provider/use-current-user.ts";
import { useStrings } from "../strings/use-strings.ts";
import { MomentField } from "./moment-field.tsx";
import { useScheduled, type ScheduledMessagesState } from "./use-scheduled.ts";

/** The viewer's messages that are to be sent later: to change, to send at once, or not to send. */
export function ScheduledMessages({ cid }: { readonly cid?: string }): ReactElement {
  const strings = useStrings();
  const list = useScheduled(cid);
  const [editing, setEditing] = useState<Scheduled | null>(null);
  return (
    <>
      <AsyncView
        of={list}
        isEmpty={list.scheduled.length === 0}
        empty={
          <EmptyState
            icon="clock"
            title={strings("timed.noneScheduled")}
            text={strings("timed.noneScheduledText")}
          />
        }
      >
        <ul data-natter="message-previews" aria-label={strings("timed.scheduledTitle")}>
          {list.scheduled.map((scheduled) => (
            <li key={scheduled.id}>
              <ScheduledMessage
                scheduled={scheduled}
                list={list}
                onEdit={() => setEditing(scheduled)}
              />
            </li>
          ))}
        </ul>
      </AsyncView>
      {editing && (
        <EditScheduled scheduled={editing} update={list.update} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

type ScheduledMessageProps = {
  readonly scheduled: Scheduled;
  readonly list: ScheduledMessagesState;
  readonly onEdit: () => void;
};

function ScheduledMessage({ scheduled, list, onEdit }: ScheduledMessageProps): ReactElement {
  const strings = useStrings();
  const attempt = useAttempt();
  const when = useWhen();
  const me = useCurrentUser();
  const place = useChatState((state) => state.channels[scheduled.cid]?.channel?.title);
  const { id, sendAt, failure } = scheduled;
  const message = {
    text: scheduled.message.text ?? "",
    sender: me,
    createdAt: scheduled.createdAt,
    deletedAt: null,
  };
  const note = failure
    ? strings("timed.failed", { reason: failure.message })
    : strings("timed.sendAt", { time: when.day(sendAt) });
  return (
    <MessagePreview message={message} place={place} note={note} onOpen={onEdit}>
      <IconButton
        icon="send"
        size="small"
        label={strings("timed.sendNow")}
        onClick={() => void attempt(() => list.sendNow(id))}
      />
      <IconButton icon="edit" size="small" label={strings("timed.edit")} onClick={onEdit} />
      <IconButton
        icon="trash"
        size="small"
        label={strings("timed.cancel")}
        onClick={() => void attempt(() => list.cancel(id))}
      />
    </MessagePreview>
  );
}

type EditScheduledProps = Pick<ScheduledMessagesState, "update"> & {
  readonly scheduled: Scheduled;
  readonly onClose: () => void;
};

function EditScheduled({ scheduled, update, onClose }: EditScheduledProps): ReactElement {
  const strings = useStrings();
  const [at, setAt] = useState<Date | null>(scheduled.sendAt);
  return (
    <FormDialog
      title={strings("timed.editTitle")}
      submitLabel={strings("form.save")}
      disabled={at === null}
      onSubmit={(form) =>
        update(scheduled.id, {
          text: String(form.get("text") ?? "").trim(),
          ...(at === null || at.getTime() === scheduled.sendAt.getTime() ? {} : { sendAt: at }),
        })
      }
      onClose={onClose}
    >
      <Field label={strings("timed.text")}>
        <textarea name="text" defaultValue={scheduled.message.text} required rows={3} dir="auto" />
      </Field>
      <MomentField value={at} onChange={setAt} />
    </FormDialog>
  );
}
