import type { Channel } from "@natter/client";
import { useState, type ReactElement } from "react";
import { ChoiceField } from "../forms/choice-field.tsx";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useSpace } from "./use-space.ts";

export type CreateChannelDialogProps = {
  readonly spaceId: string;
  readonly onOpen: (channel: Channel) => void;
  readonly onClose: () => void;
};

/** Makes a channel in a space, for all of its members or only for those who are added. */
export function CreateChannelDialog(props: CreateChannelDialogProps): ReactElement {
  const { spaceId, onOpen, onClose } = props;
  const client = useChatClient();
  const strings = useStrings();
  const { may } = useSpace(spaceId);
  const [visibility, setVisibility] = useState<"space" | "private">("space");
  return (
    <FormDialog
      title={strings("channelNew.title")}
      submitLabel={strings("channelNew.create")}
      onSubmit={async (form) => {
        const name = String(form.get("name") ?? "").trim();
        const topic = String(form.get("topic") ?? "").trim();
        onOpen(
          await client.channels.createInSpace(spaceId, {
            name,
            visibility,
            ...(topic === "" ? {} : { custom: { topic } }),
          }),
        );
      }}
      onClose={onClose}
    >
      <Field label={strings("settings.name")}>
        <input
          name="name"
          required
          maxLength={100}
          placeholder={strings("channelNew.example")}
          autoComplete="off"
        />
      </Field>
      <Field label={strings("settings.topic")} hint={strings("channelNew.optional")}>
        <input name="topic" maxLength={250} autoComplete="off" />
      </Field>
      {may("create-private-channel") && (
        <ChoiceField
          label={strings("settings.visibility")}
          value={visibility}
          onChange={setVisibility}
          choices={(["space", "private"] as const).map((value) => ({
            value,
            label: strings(`settings.visibility.${value}`),
            hint: strings(`settings.visibilityText.${value}`),
          }))}
        />
      )}
    </FormDialog>
  );
}
