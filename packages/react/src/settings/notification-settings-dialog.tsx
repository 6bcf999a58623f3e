import type { ReactElement } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { Dialog } from "../primitives/dialog.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { NotificationSettings } from "./notification-settings.tsx";

export type NotificationSettingsDialogProps = {
  readonly cid: string;
  readonly onClose: () => void;
};

/** What a channel notifies the viewer of, as a dialog. */
export function NotificationSettingsDialog(props: NotificationSettingsDialogProps): ReactElement {
  const { cid, onClose } = props;
  const strings = useStrings();
  const { channel } = useChannelState(cid);
  return (
    <Dialog title={strings("notify.title", { name: channel?.title ?? "" })} onClose={onClose}>
      <NotificationSettings cid={cid} />
    </Dialog>
  );
}
