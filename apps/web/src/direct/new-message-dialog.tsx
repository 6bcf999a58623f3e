import type { UserSummary } from "@natter/client";
import { Button, Dialog, useChatClient } from "@natter/react";
import { useState, type ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../app/paths.ts";
import { sentenceOf } from "../shell/sentence-of.ts";
import { PeoplePicker } from "./people-picker.tsx";

/** Opens the direct channel with one person, or a new group with several. */
export function NewMessageDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const client = useChatClient();
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState<readonly UserSummary[]>([]);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const start = async () => {
    const [first] = chosen;
    if (!first) return;
    setBusy(true);
    setError(null);
    try {
      const channel =
        chosen.length === 1
          ? await client.channels.direct(first.id)
          : await client.channels.create({ members: chosen.map((user) => user.id) });
      onClose();
      navigate(paths.direct(channel.cid));
    } catch (failure) {
      setError(sentenceOf(failure));
      setBusy(false);
    }
  };

  return (
    <Dialog title="New message" onClose={onClose}>
      <PeoplePicker chosen={chosen} onChange={setChosen} />
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
          onClick={() => void start()}
        >
          {chosen.length > 1 ? `Start a group of ${chosen.length + 1}` : "Start chatting"}
        </Button>
      </div>
    </Dialog>
  );
}
