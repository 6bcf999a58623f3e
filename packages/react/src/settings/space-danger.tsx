import { useState, type ReactElement } from "react";
import { ConfirmDialog } from "../forms/confirm-dialog.tsx";
import { Button } from "../primitives/button.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { HandOverDialog } from "./hand-over.tsx";
import { SettingRow } from "./setting-row.tsx";
import { useSpace } from "./use-space.ts";
import { useSpaceMembers } from "./use-space-members.ts";

export type SpaceDangerProps = { readonly spaceId: string; readonly onGone: () => void };

/** Leaving, handing over and deleting a space: what the viewer may of it. */
export function SpaceDanger({ spaceId, onGone }: SpaceDangerProps): ReactElement | null {
  const strings = useStrings();
  const { space, may, leave, remove, transfer } = useSpace(spaceId);
  const { items: members } = useSpaceMembers(spaceId);
  const [open, setOpen] = useState<"leave" | "handOver" | "delete" | null>(null);
  if (!space) return null;
  const { name, role } = space;
  const close = () => setOpen(null);
  const gone = (work: () => Promise<unknown>) => async () => {
    await work();
    onGone();
  };
  return (
    <div data-natter="setting-rows">
      <SettingRow
        title={strings("space.leave")}
        text={strings(role === "owner" ? "space.ownerStays" : "space.leaveText")}
      >
        <Button size="small" disabled={role === "owner"} onClick={() => setOpen("leave")}>
          {strings("space.leave")}
        </Button>
      </SettingRow>
      {may("transfer") && (
        <SettingRow title={strings("settings.handOver")} text={strings("settings.handOverText")}>
          <Button size="small" onClick={() => setOpen("handOver")}>
            {strings("settings.handOver")}
          </Button>
        </SettingRow>
      )}
      {may("delete") && (
        <SettingRow title={strings("space.delete")} text={strings("space.deleteText")}>
          <Button size="small" variant="danger" onClick={() => setOpen("delete")}>
            {strings("space.delete")}
          </Button>
        </SettingRow>
      )}
      {open === "leave" && (
        <ConfirmDialog
          title={strings("settings.leaveTitle", { name })}
          text={strings("space.leaveText")}
          action={strings("space.leave")}
          onConfirm={gone(leave)}
          onClose={close}
        />
      )}
      {open === "delete" && (
        <ConfirmDialog
          title={strings("settings.deleteTitle", { name })}
          text={strings("space.deleteText")}
          action={strings("space.delete")}
          typed={name}
          onConfirm={gone(remove)}
          onClose={close}
        />
      )}
      {open === "handOver" && (
        <HandOverDialog
          people={members.map(({ user }) => user)}
          onHandOver={transfer}
          onClose={close}
        />
      )}
    </div>
  );
}
