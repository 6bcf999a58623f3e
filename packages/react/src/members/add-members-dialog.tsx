import type { UserSummary } from "@natter/client";
import { useState, type ReactElement } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { FormDialog } from "../forms/form-dialog.tsx";
import { PeoplePicker } from "../people/people-picker.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useMembers } from "./use-members.ts";

export type AddMembersDialogProps = { readonly cid: string; readonly onClose: () => void };

/** Adds people to a group, or to a channel of a space. */
export function AddMembersDialog({ cid, onClose }: AddMembersDialogProps): ReactElement {
  const client = useChatClient();
  const strings = useStrings();
  const { channel } = useChannelState(cid);
  const { members } = useMembers(cid);
  const [chosen, setChosen] = useState<readonly UserSummary[]>([]);
  return (
    <FormDialog
      title={strings("members.addTo", { name: channel?.title ?? "" })}
      submitLabel={strings("members.addCount", { count: chosen.length })}
      disabled={chosen.length === 0}
      onSubmit={() => client.channel(cid).addMembers(chosen.map((user) => user.id))}
      onClose={onClose}
    >
      <PeoplePicker
        chosen={chosen}
        onChange={setChosen}
        without={members.map((member) => member.user.id)}
      />
    </FormDialog>
  );
}
