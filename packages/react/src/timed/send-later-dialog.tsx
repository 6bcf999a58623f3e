import { useState, type ReactElement } from "react";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useWhen } from "../previews/use-when.ts";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { MomentField } from "./moment-field.tsx";
import { useSendLater } from "./use-scheduled.ts";

export type SendLaterDialogProps = {
  readonly cid: string;
  /** What the viewer has written so far. */
  readonly text: string;
  /** Called once it is scheduled, for example to empty the composer. */
  readonly onScheduled?: () => void;
  readonly onClose: () => void;
};

/** Has a message sent at a moment to come. */
export function SendLaterDialog(props: SendLaterDialogProps): ReactElement {
  const { cid, text, onScheduled, onClose } = props;
  const strings = useStrings();
  const toast = useToast();
  const when = useWhen();
  const sendLater = useSendLater(cid);
  const [at, setAt] = useState<Date | null>(null);
  return (
    <FormDialog
      title={strings("timed.laterTitle")}
      submitLabel={strings("timed.schedule")}
      disabled={at === null}
      onSubmit={async (form) => {
        if (at === null) return;
        await sendLater(String(form.get("text") ?? "").trim(), at);
        onScheduled?.();
        toast(strings("timed.scheduled", { time: when.day(at) }));
      }}
      onClose={onClose}
    >
      <Field label={strings("timed.text")}>
        <textarea name="text" defaultValue={text} required rows={3} dir="auto" />
      </Field>
      <MomentField value={at} onChange={setAt} />
    </FormDialog>
  );
}
