import { useState, type ReactElement } from "react";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useWhen } from "../previews/use-when.ts";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { MomentField } from "./moment-field.tsx";
import { useReminderActions } from "./use-reminders.ts";

export type ReminderDialogProps = { readonly messageId: string; readonly onClose: () => void };

/** Asks to be reminded of a message, with a note to oneself. */
export function ReminderDialog({ messageId, onClose }: ReminderDialogProps): ReactElement {
  const strings = useStrings();
  const toast = useToast();
  const when = useWhen();
  const { set } = useReminderActions();
  const [at, setAt] = useState<Date | null>(null);
  return (
    <FormDialog
      title={strings("timed.remindTitle")}
      submitLabel={strings("timed.remind")}
      disabled={at === null}
      onSubmit={async (form) => {
        if (at === null) return;
        await set(messageId, at, String(form.get("note") ?? "").trim());
        toast(strings("timed.reminderSet", { time: when.day(at) }));
      }}
      onClose={onClose}
    >
      <MomentField value={at} onChange={setAt} />
      <Field label={strings("timed.note")}>
        <input name="note" maxLength={300} autoComplete="off" />
      </Field>
    </FormDialog>
  );
}
