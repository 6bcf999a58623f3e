import type { ReactElement } from "react";
import { Dialog } from "../primitives/dialog.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { InviteMaker } from "./invite-maker.tsx";
import { useInvites } from "./use-invites.ts";
import { useSpace } from "./use-space.ts";

export type InviteDialogProps = {
  readonly spaceId: string;
  readonly inviteUrl: (code: string) => string;
  readonly onClose: () => void;
};

/** Makes an invite link to a space and offers it for copying. */
export function InviteDialog({ spaceId, inviteUrl, onClose }: InviteDialogProps): ReactElement {
  const strings = useStrings();
  const { space } = useSpace(spaceId);
  const { create } = useInvites(spaceId);
  return (
    <Dialog title={strings("invite.title", { name: space?.name ?? "" })} onClose={onClose}>
      <InviteMaker atOnce create={create} inviteUrl={inviteUrl} />
    </Dialog>
  );
}
