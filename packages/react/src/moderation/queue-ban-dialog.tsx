import { useState, type ReactElement } from "react";
import { ChoiceField } from "../forms/choice-field.tsx";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { DurationField } from "./duration-field.tsx";
import { useDuration } from "./use-duration.ts";
import type { QueueDecision } from "./use-moderation-queue.ts";
import { reportReasons } from "./use-report.ts";

export type QueueBanDialogProps = {
  readonly onSubmit: (decision: QueueDecision) => Promise<void>;
  readonly onClose: () => void;
};

const kinds = ["ban", "shadow"] as const;

/** Bans whoever wrote what is looked at: from its channel, for how long, why, and whether they are to notice. */
export function QueueBanDialog({ onSubmit, onClose }: QueueBanDialogProps): ReactElement {
  const strings = useStrings();
  const [action, setAction] = useState<(typeof kinds)[number]>("ban");
  const duration = useDuration("day");
  return (
    <FormDialog
      danger
      title={strings("moderation.decide.ban")}
      submitLabel={strings("moderation.ban")}
      onSubmit={(form) =>
        onSubmit({
          action,
          reason: reportReasons.find((one) => one === form.get("reason")) ?? "other",
          note: String(form.get("note") ?? "").trim(),
          ...(duration.seconds === null ? {} : { expiresInSeconds: duration.seconds }),
        })
      }
      onClose={onClose}
    >
      <ChoiceField
        label={strings("moderation.banKind")}
        value={action}
        onChange={setAction}
        choices={kinds.map((value) => {
          const kind = value === "ban" ? "hard" : "shadow";
          return {
            value,
            label: strings(`moderation.banKind.${kind}`),
            hint: strings(`moderation.banKindText.${kind}`),
          };
        })}
      />
      <DurationField {...duration} />
      <Field label={strings("moderation.why")}>
        <select name="reason" defaultValue="other">
          {reportReasons.map((one) => (
            <option key={one} value={one}>
              {strings(`moderation.reason.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={strings("moderation.banReason")} hint={strings("moderation.banReasonHint")}>
        <input name="note" maxLength={500} autoComplete="off" />
      </Field>
    </FormDialog>
  );
}
