import { useState, type ReactElement } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { ConfirmDialog } from "../forms/confirm-dialog.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { Button } from "../primitives/button.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { ChannelHandOver } from "./hand-over.tsx";
import { SettingRow } from "./setting-row.tsx";
import { useChannelActions } from "./use-channel-actions.ts";

export type ChannelDangerProps = { readonly cid: string; readonly onGone: () => void };

type Open = "leave" | "clear" | "delete" | "handOver" | null;

/** Archiving, leaving, clearing, handing over and deleting a channel: what the viewer may of it. */
export function ChannelDanger({ cid, onGone }: ChannelDangerProps): ReactElement | null {
  const strings = useStrings();
  const attempt = useAttempt();
  const { channel, can } = useChannelState(cid);
  const actions = useChannelActions(cid);
  const [open, setOpen] = useState<Open>(null);
  if (!channel) return null;
  const close = () => setOpen(null);
  const { title } = channel;
  const isArchived = channel.settings?.archived ?? false;
  const gone = (work: () => Promise<unknown>) => async () => {
    await work();
    onGone();
  };
  return (
    <div data-natter="setting-rows">
      {channel.settings && (
        <SettingRow
          title={strings(isArchived ? "settings.unarchive" : "settings.archive")}
          text={strings("settings.archiveText")}
        >
          <Button
            size="small"
            onClick={() => void attempt(() => actions.updateSettings({ archived: !isArchived }))}
          >
            {strings(isArchived ? "settings.unarchive" : "settings.archive")}
          </Button>
        </SettingRow>
      )}
      {can("leave") && (
        <SettingRow title={strings("settings.leave")} text={strings("settings.leaveText")}>
          <Button size="small" onClick={() => setOpen("leave")}>
            {strings("settings.leave")}
          </Button>
        </SettingRow>
      )}
      {can("transfer-ownership") && (
        <SettingRow title={strings("settings.handOver")} text={strings("settings.handOverText")}>
          <Button size="small" onClick={() => setOpen("handOver")}>
            {strings("settings.handOver")}
          </Button>
        </SettingRow>
      )}
      {can("truncate") && (
        <SettingRow title={strings("settings.clear")} text={strings("settings.clearText")}>
          <Button size="small" variant="danger" onClick={() => setOpen("clear")}>
            {strings("settings.clear")}
          </Button>
        </SettingRow>
      )}
      {can("delete-channel") && (
        <SettingRow title={strings("settings.delete")} text={strings("settings.deleteText")}>
          <Button size="small" variant="danger" onClick={() => setOpen("delete")}>
            {strings("settings.delete")}
          </Button>
        </SettingRow>
      )}
      {open === "leave" && (
        <ConfirmDialog
          title={strings("settings.leaveTitle", { name: title })}
          text={strings("settings.leaveText")}
          action={strings("settings.leave")}
          onConfirm={gone(actions.leave)}
          onClose={close}
        />
      )}
      {open === "clear" && (
        <ConfirmDialog
          title={strings("settings.clearTitle", { name: title })}
          text={strings("settings.clearText")}
          action={strings("settings.clear")}
          onConfirm={() => actions.truncate()}
          onClose={close}
        />
      )}
      {open === "delete" && (
        <ConfirmDialog
          title={strings("settings.deleteTitle", { name: title })}
          text={strings("settings.deleteText")}
          action={strings("settings.delete")}
          typed={title}
          onConfirm={gone(actions.deleteChannel)}
          onClose={close}
        />
      )}
      {open === "handOver" && (
        <ChannelHandOver cid={cid} onHandOver={actions.transfer} onClose={close} />
      )}
    </div>
  );
}
