import { useChatClient } from "@natter/react";
import type { ReactElement } from "react";
import { useLocation } from "wouter";
import { pathOfChannel } from "../app/paths.ts";
import { NameDialog } from "../shell/name-dialog.tsx";

export type CreateChannelDialogProps = {
  readonly spaceId: string;
  readonly mayBePrivate: boolean;
  readonly onClose: () => void;
};

/** Makes a channel in a space, for all of its members or only for those who are added. */
export function CreateChannelDialog(props: CreateChannelDialogProps): ReactElement {
  const { spaceId, mayBePrivate, onClose } = props;
  const client = useChatClient();
  const [, navigate] = useLocation();
  return (
    <NameDialog
      title="Create a channel"
      label="Name"
      placeholder="for example: announcements"
      submitLabel="Create channel"
      onClose={onClose}
      onSubmit={async (name, form) => {
        const visibility = form.get("private") === "on" ? "private" : "space";
        const channel = await client.channels.createInSpace(spaceId, { name, visibility });
        navigate(pathOfChannel(channel));
      }}
    >
      {mayBePrivate && (
        <label className="check">
          <input type="checkbox" name="private" />
          <span>
            Private
            <small>Only people who are added can see it.</small>
          </span>
        </label>
      )}
    </NameDialog>
  );
}
