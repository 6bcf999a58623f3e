import type { Channel, UserSummary } from "@natter/client";
import { Button, Dialog, useChatClient, useMembers } from "@natter/react";
import { useState, type ReactElement } from "react";
import { PeoplePicker } from "../direct/people-picker.tsx";
import { sentenceOf } from "../shell/sentence-of.ts";

export type AddPeopleDialogProps = { readonly channel: Channel; readonly onClose: () => void };

/** Adds people to a group, or to a channel of a space. */
export function AddPeopleDialog({ channel, onClose }: AddPeopleDialogProps): ReactElement {
  const client = useChatClient();
  const { members } = useMembers(channel.cid);
  const [chosen, setChosen] = useState<readonly UserSummary[]>([]);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    setError(null);
    try {
      await client.channel(channel.cid).addMembers(chosen.map((user) => user.id));
      onClose();
    } catch (failure) {
      setError(sentenceOf(failure));
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Add people to ${channel.title}`} onClose={onClose}>
      <PeoplePicker
        chosen={chosen}
        onChange={setChosen}
        without={members.map((member) => member.user.id)}
      />
      {error && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      <div data-part="footer">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="primary"
          busy={busy}
          disabled={chosen.length === 0}
          onClick={() => void add()}
        >
          {chosen.length > 1 ? `Add ${chosen.length} people` : "Add"}
        </Button>
      </div>
    </Dialog>
  );
}
