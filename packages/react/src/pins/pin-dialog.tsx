import { useState, type ReactElement } from "react";
import { ChoiceField } from "../forms/choice-field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { usePinActions } from "./use-pins.ts";

export type PinDialogProps = {
  readonly cid: string;
  readonly messageId: string;
  readonly onClose: () => void;
};

const hour = 3_600;
const spans = { forever: null, hour, day: 24 * hour, week: 168 * hour, month: 720 * hour } as const;
type Span = keyof typeof spans;

/** Pins a message, for good or for a time. */
export function PinDialog({ cid, messageId, onClose }: PinDialogProps): ReactElement {
  const strings = useStrings();
  const { pin } = usePinActions(cid);
  const [span, setSpan] = useState<Span>("forever");
  // The keys of `spans` are the spans of its own type.
  const ids = Object.keys(spans) as Span[];
  return (
    <FormDialog
      title={strings("pins.dialog")}
      submitLabel={strings("pins.pin")}
      onSubmit={() => pin(messageId, spans[span] ?? undefined)}
      onClose={onClose}
    >
      <p>{strings("pins.dialogText")}</p>
      <ChoiceField
        label={strings("pins.howLong")}
        value={span}
        onChange={setSpan}
        choices={ids.map((value) => ({ value, label: strings(`duration.${value}`) }))}
      />
    </FormDialog>
  );
}
