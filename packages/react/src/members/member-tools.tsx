import type { Member } from "@natter/client";
import { useState, type ReactElement } from "react";
import { ConfirmDialog } from "../forms/confirm-dialog.tsx";
import { Field } from "../forms/field.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { BanDialog } from "../loading/lazy-parts.ts";
import { Button } from "../primitives/button.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useMemberActions, type GrantedRole } from "./use-member-actions.ts";

export type MemberToolsProps = {
  readonly cid: string;
  readonly member: Member;
  readonly onDone: () => void;
};

/** What may be done with a member of a channel: another role, out of the channel, a ban. Nothing for those who may not. */
export function MemberTools({ cid, member, onDone }: MemberToolsProps): ReactElement | null {
  const strings = useStrings();
  const attempt = useAttempt();
  const { roles, canRemove, canBan, setRole, remove } = useMemberActions(cid, member);
  const [open, setOpen] = useState<"remove" | "ban" | null>(null);
  const [role, setShownRole] = useState(member.role);
  const { name, id } = member.user;
  const change = async (chosen: GrantedRole) => {
    setShownRole(chosen);
    if (!(await attempt(() => setRole(chosen)))) setShownRole(role);
  };
  if (roles.length === 0 && !canRemove && !canBan) return null;
  return (
    <section data-natter="member-tools" aria-label={strings("members.tools")}>
      {roles.length > 0 && (
        <Field label={strings("members.role")}>
          <select
            value={role}
            onChange={(event) => {
              const chosen = roles.find((one) => one === event.target.value);
              if (chosen) void change(chosen);
            }}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {strings(`member.${one}`)}
              </option>
            ))}
          </select>
        </Field>
      )}
      <div data-part="buttons">
        {canRemove && (
          <Button size="small" variant="ghost" icon="logout" onClick={() => setOpen("remove")}>
            {strings("members.remove")}
          </Button>
        )}
        {canBan && (
          <Button size="small" variant="ghost" icon="ban" onClick={() => setOpen("ban")}>
            {strings("moderation.ban")}
          </Button>
        )}
      </div>
      {open === "remove" && (
        <ConfirmDialog
          title={strings("members.removeTitle", { name })}
          text={strings("members.removeText")}
          action={strings("members.remove")}
          onConfirm={remove}
          onClose={onDone}
        />
      )}
      {open === "ban" && <BanDialog cid={cid} userId={id} name={name} onClose={onDone} />}
    </section>
  );
}
