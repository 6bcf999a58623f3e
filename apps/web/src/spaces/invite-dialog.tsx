import type { Space } from "@natter/client";
import { Button, Dialog, useChatClient, useToast } from "@natter/react";
import { useEffect, useState, type ReactElement } from "react";
import { Field } from "../shell/field.tsx";
import { sentenceOf } from "../shell/sentence-of.ts";

export type InviteDialogProps = { readonly space: Space; readonly onClose: () => void };

/** Makes an invite link and offers it for copying. */
export function InviteDialog({ space, onClose }: InviteDialogProps): ReactElement {
  const client = useChatClient();
  const toast = useToast();
  const [link, setLink] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    let shown = true;
    client.spaces.invite(space.id).then(
      (invite) => shown && setLink(`${location.origin}/invite/${invite.code}`),
      (failure: unknown) => shown && setError(sentenceOf(failure)),
    );
    return () => {
      shown = false;
    };
  }, [client, space.id]);
  const copy = () => {
    if (link === null) return;
    navigator.clipboard.writeText(link).then(
      () => toast("Link copied"),
      () => toast("The link could not be copied. Select it and copy it yourself."),
    );
  };
  return (
    <Dialog title={`Invite people to ${space.name}`} onClose={onClose}>
      <Field
        label="Invite link"
        error={error}
        hint="Whoever opens it can join. It is good for seven days."
      >
        <input
          readOnly
          value={link ?? ""}
          aria-busy={link === null && error === null}
          onFocus={(event) => event.target.select()}
        />
      </Field>
      <div data-part="footer">
        <Button variant="primary" icon="copy" onClick={copy} busy={link === null} autoFocus>
          Copy link
        </Button>
      </div>
    </Dialog>
  );
}
