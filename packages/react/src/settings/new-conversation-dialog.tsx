import type { Channel, UserSummary } from "@natter/client";
import { useState, type ReactElement } from "react";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { PeoplePicker } from "../people/people-picker.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useNewConversation } from "./use-new-conversation.ts";

export type NewConversationDialogProps = {
  readonly onOpen: (channel: Channel) => void;
  readonly onClose: () => void;
};

/** Opens the direct channel with one person, or makes a group with several and a name. */
export function NewConversationDialog(props: NewConversationDialogProps): ReactElement {
  const { onOpen, onClose } = props;
  const strings = useStrings();
  const start = useNewConversation();
  const [chosen, setChosen] = useState<readonly UserSummary[]>([]);
  const isGroup = chosen.length > 1;
  return (
    <FormDialog
      title={strings("conversation.title")}
      submitLabel={
        isGroup
          ? strings("conversation.group", { count: chosen.length + 1 })
          : strings("conversation.start")
      }
      disabled={chosen.length === 0}
      onSubmit={async (form) => {
        const ids = chosen.map(({ id }) => id);
        onOpen(await start(ids, String(form.get("name") ?? "").trim()));
      }}
      onClose={onClose}
    >
      <PeoplePicker chosen={chosen} onChange={setChosen} />
      {isGroup && (
        <Field label={strings("conversation.name")} hint={strings("conversation.nameHint")}>
          <input name="name" maxLength={100} autoComplete="off" />
        </Field>
      )}
    </FormDialog>
  );
}
