import { useState, type ReactElement } from "react";
import { ChoiceField } from "../forms/choice-field.tsx";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { reportReasons, useReport, type ReportReason, type ReportSubject } from "./use-report.ts";
import { slot } from "../components/slot.tsx";

export type ReportDialogProps = {
  readonly subject: ReportSubject;
  /** Whose message it is, or the name of the user or channel. */
  readonly name: string;
  readonly onClose: () => void;
};

/** Tells the moderators of a message, a user or a channel, and why. */
export const ReportDialog = slot("ReportDialog", DefaultReportDialog);

function DefaultReportDialog({ subject, name, onClose }: ReportDialogProps): ReactElement {
  const strings = useStrings();
  const toast = useToast();
  const report = useReport();
  const [reason, setReason] = useState<ReportReason>("spam");
  return (
    <FormDialog
      title={strings(`moderation.reportTitle.${subject.type}`, { name })}
      submitLabel={strings("moderation.report")}
      onSubmit={async (form) => {
        await report({ subject, reason, text: String(form.get("text") ?? "").trim() });
        toast(strings("moderation.reported"));
      }}
      onClose={onClose}
    >
      <p data-part="lead">{strings("moderation.reportText")}</p>
      <ChoiceField
        label={strings("moderation.why")}
        value={reason}
        onChange={setReason}
        choices={reportReasons.map((value) => ({
          value,
          label: strings(`moderation.reason.${value}`),
        }))}
      />
      <Field label={strings("moderation.more")}>
        <textarea name="text" maxLength={1_000} rows={3} />
      </Field>
    </FormDialog>
  );
}
