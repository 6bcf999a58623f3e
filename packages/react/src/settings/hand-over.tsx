import type { UserSummary } from "@natter/client";
import { useState, type ReactElement } from "react";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useMembers } from "../members/use-members.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";

export type HandOverDialogProps = {
  readonly people: readonly UserSummary[];
  readonly onHandOver: (userId: string) => Promise<unknown>;
  readonly onClose: () => void;
};

/** Gives what one owns to somebody else who is in it. */
export function HandOverDialog({ people, onHandOver, onClose }: HandOverDialogProps): ReactElement {
  const strings = useStrings();
  const me = useChatState((state) => state.me?.id);
  const [chosen, setChosen] = useState("");
  return (
    <FormDialog
      danger
      title={strings("settings.handOver")}
      submitLabel={strings("settings.handOver")}
      disabled={chosen === ""}
      onSubmit={() => onHandOver(chosen)}
      onClose={onClose}
    >
      <p>{strings("settings.handOverText")}</p>
      <Field label={strings("settings.handOverTo")}>
        <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value="">{strings("settings.handOverNobody")}</option>
          {people
            .filter(({ id }) => id !== me)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {`${name} (${id})`}
              </option>
            ))}
        </select>
      </Field>
    </FormDialog>
  );
}

export type ChannelHandOverProps = Omit<HandOverDialogProps, "people"> & { readonly cid: string };

/** Gives a channel to one of its members. */
export function ChannelHandOver({ cid, ...rest }: ChannelHandOverProps): ReactElement {
  const { members } = useMembers(cid);
  return <HandOverDialog people={members.map(({ user }) => user)} {...rest} />;
}
