import type { Member } from "@natter/client";
import type { ReactElement } from "react";
import { isShallowEqual } from "@natter/client";
import { slot } from "../components/slot.tsx";
import { Button } from "../primitives/button.tsx";
import { Skeleton } from "../primitives/skeleton.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { Avatar } from "./avatar.tsx";
import { useLoadPresence } from "./use-online.ts";
import { useMembers } from "./use-members.ts";

export type MemberListProps = {
  readonly cid: string;
  /** Makes every other member a button, for example to open a direct channel. */
  readonly onSelect?: (userId: string) => void;
};

/** The members of a channel: those who are online first, each group by name. */
export const MemberList = slot("MemberList", DefaultMemberList);

function DefaultMemberList({ cid, onSelect }: MemberListProps): ReactElement {
  const strings = useStrings();
  const { members, status, hasMore, loadMore } = useMembers(cid);
  const online = useChatState(
    (state) => onlineIds(state.channels[cid]?.online, state.presence, members),
    isShallowEqual,
  );
  // An open channel's own stream tells who is there, up to the size where it only counts them.
  const isCounted = useChatState((state) => state.channels[cid]?.online === null);
  useLoadPresence(isCounted ? members.map((member) => member.user.id) : []);
  const me = useChatState((state) => state.me?.id);
  const byName = members.toSorted((one, other) => one.user.name.localeCompare(other.user.name));
  const here = byName.filter((member) => online.includes(member.user.id));
  const away = byName.filter((member) => !online.includes(member.user.id));
  const item = (member: Member, isOnline: boolean) => (
    <MemberItem
      key={member.user.id}
      member={member}
      online={isOnline}
      {...(onSelect && member.user.id !== me ? { onSelect } : {})}
    />
  );
  return (
    <div data-natter="member-list">
      {status === "loading" && members.length === 0 && <MemberSkeleton />}
      {here.length > 0 && (
        <section>
          <h3>{`${strings("members.online")} · ${here.length}`}</h3>
          <ul>{here.map((member) => item(member, true))}</ul>
        </section>
      )}
      {away.length > 0 && (
        <section>
          <h3>{`${strings("members.offline")} · ${away.length}${hasMore ? "+" : ""}`}</h3>
          <ul>{away.map((member) => item(member, false))}</ul>
        </section>
      )}
      {(hasMore || status === "error") && (
        <Button size="small" variant="ghost" onClick={loadMore} busy={status === "loading"}>
          {strings(status === "error" ? "error.again" : "members.more")}
        </Button>
      )}
    </div>
  );
}

type MemberItemProps = {
  readonly member: Member;
  readonly online: boolean;
  readonly onSelect?: (userId: string) => void;
};

function MemberItem({ member, online, onSelect }: MemberItemProps): ReactElement {
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
      {role !== "member" && <span data-part="role">{strings(`member.${role}`)}</span>}
    </>
  );
  return (
    <li>
      {onSelect ? (
        <button
          type="button"
          data-natter="member"
          data-online={online ? "" : undefined}
          aria-label={name.join(", ")}
          title={strings("members.message", { name: user.name })}
          onClick={() => onSelect(user.id)}
        >
          {inside}
        </button>
      ) : (
        <div data-natter="member" data-online={online ? "" : undefined}>
          {inside}
        </div>
      )}
    </li>
  );
}

function MemberSkeleton(): ReactElement {
  return (
    <ul aria-hidden="true">
      {["60%", "45%", "70%"].map((width) => (
        <li key={width} data-natter="member">
          <Skeleton width="2rem" height="2rem" />
          <Skeleton width={width} />
        </li>
      ))}
    </ul>
  );
}

function onlineIds(
  inChannel: readonly string[] | null | undefined,
  presence: Readonly<Record<string, { readonly online: boolean }>>,
  members: readonly Member[],
): readonly string[] {
  if (inChannel) return inChannel;
  return members.map((member) => member.user.id).filter((id) => presence[id]?.online);
}
