import type { Member } from "@natter/client";
import type { ReactElement } from "react";
import { Avatar } from "../people/avatar.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { slot } from "../components/slot.tsx";

export type MemberItemProps = {
  readonly member: Member;
  readonly online: boolean;
  readonly tabIndex?: number;
  readonly onSelect?: ((member: Member, anchor: HTMLElement) => void) | undefined;
};

/** One member: picture, name, role, and whether they are there. */
export const MemberItem = slot("MemberItem", DefaultMemberItem);

function DefaultMemberItem({ member, online, tabIndex, onSelect }: MemberItemProps): ReactElement {
  const strings = useStrings();
  const { user, role } = member;
  const presence = strings(online ? "presence.online" : "presence.offline");
  const name = [user.name, ...(role === "member" ? [] : [strings(`member.${role}`)]), presence];
  const inside = (
    <>
      <Avatar id={user.id} image={user.image} size="2rem" online={online} />
      <span data-part="name">
        <bdi>{user.name}</bdi>
      </span>
      {role !== "member" && (
        <>
          {/* The text as it is read must be two words too. */}{" "}
          <span data-part="role">{strings(`member.${role}`)}</span>
        </>
      )}
    </>
  );
  if (!onSelect) {
    return (
      <div data-natter="member" data-online={online ? "" : undefined}>
        {inside}
      </div>
    );
  }
  return (
    <button
      type="button"
      data-natter="member"
      data-online={online ? "" : undefined}
      aria-label={name.join(", ")}
      aria-haspopup="dialog"
      tabIndex={tabIndex}
      onClick={(event) => onSelect(member, event.currentTarget)}
    >
      {inside}
    </button>
  );
}
