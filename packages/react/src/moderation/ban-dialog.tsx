import { useState, type ReactElement } from "react";
import { ChoiceField } from "../forms/choice-field.tsx";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { DurationField } from "./duration-field.tsx";
import { useDuration } from "./use-duration.ts";
import { useBanActions } from "./use-bans.ts";

export type BanDialogProps = {
  readonly cid: string;
  readonly userId: string;
  readonly name: string;
  readonly onClose: () => void;
};

type Kind = "hard" | "shadow";

/** Bans somebody from a channel: for how long, why, and whether they are to notice. */
export function BanDialog({ cid, userId, name, onClose }: BanDialogProps): ReactElement {
  const strings = useStrings();
  const toast = useToast();
  const { ban } = useBanActions(cid);
  const [kind, setKind] = useState<Kind>("hard");
  const duration = useDuration("day");
  return (
    <FormDialog
      danger
      title={strings("moderation.banTitle", { name })}
      submitLabel={strings("moderation.ban")}
      onSubmit={async (form) => {
        await ban(userId, {
          shadow: kind === "shadow",
          reason: String(form.get("reason") ?? "").trim(),
          ...(duration.seconds === null ? {} : { expiresInSeconds: duration.seconds }),
        });
        toast(strings("moderation.banned", { name }));
      }}
      onClose={onClose}
    >
      <ChoiceField
        label={strings("moderation.banKind")}
        value={kind}
        onChange={setKind}
        choices={(["hard", "shadow"] as const).map((value) => ({
          value,
          label: strings(`moderation.banKind.${value}`),
          hint: strings(`moderation.banKindText.${value}`),
        }))}
      />
      <DurationField {...duration} />
      <Field
        label={strings("moderation.banReason")}
        hint={kind === "hard" ? strings("moderation.banReasonHint") : undefined}
      >
        <input name="reason" maxLength={500} autoComplete="off" />
      </Field>
    </FormDialog>
  );
}
