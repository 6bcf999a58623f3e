import type { ReactElement } from "react";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";

export type AppealDialogProps = {
  readonly onSubmit: (text: string) => Promise<void>;
  readonly onClose: () => void;
};

/** Asks for a decision to be looked at again, and why. */
export function AppealDialog({ onSubmit, onClose }: AppealDialogProps): ReactElement {
  const strings = useStrings();
  const toast = useToast();
  return (
    <FormDialog
      title={strings("moderation.appealTitle")}
      submitLabel={strings("moderation.appealSend")}
      onSubmit={async (form) => {
        await onSubmit(String(form.get("text") ?? "").trim());
        toast(strings("moderation.appealSent"));
      }}
      onClose={onClose}
    >
      <p data-part="lead">{strings("moderation.appealText")}</p>
      <Field label={strings("moderation.appealWhy")}>
        <textarea name="text" required maxLength={1_000} rows={4} />
      </Field>
    </FormDialog>
  );
}
