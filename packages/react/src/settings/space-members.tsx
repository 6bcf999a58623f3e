import type { SpaceMember } from "@natter/client";
import { useState, type ReactElement } from "react";
import { ConfirmDialog } from "../forms/confirm-dialog.tsx";
import { SearchField } from "../forms/search-field.tsx";
import { AsyncView } from "../loading/async-view.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { isAbove, type GrantedRole } from "../members/use-member-actions.ts";
import { Avatar } from "../people/avatar.tsx";
import { IconButton } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useSpace } from "./use-space.ts";
import { useSpaceMembers, type SpaceMembersState } from "./use-space-members.ts";

const granted: readonly GrantedRole[] = ["admin", "moderator", "member", "guest"];

/** The members of a space: their roles, and taking them out, for those who may. */
export function SpaceMembers({ spaceId }: { readonly spaceId: string }): ReactElement {
  const strings = useStrings();
  const list = useSpaceMembers(spaceId);
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLocaleLowerCase();
  const shown = list.items.filter(({ user }) => user.name.toLocaleLowerCase().includes(wanted));
  return (
    <>
      <SearchField label={strings("members.search")} value={query} onChange={setQuery} />
      <AsyncView
        of={list}
        isEmpty={shown.length === 0}
        empty={<EmptyState icon="people" title={strings("members.none")} />}
      >
        <ul data-natter="people-list" aria-label={strings("members.label")}>
          {shown.map((member) => (
            <li key={member.user.id}>
              <SpaceMemberRow spaceId={spaceId} member={member} list={list} />
            </li>
          ))}
        </ul>
      </AsyncView>
    </>
  );
}

type SpaceMemberRowProps = {
  readonly spaceId: string;
  readonly member: SpaceMember;
  readonly list: SpaceMembersState;
};

function SpaceMemberRow({ spaceId, member, list }: SpaceMemberRowProps): ReactElement {
  const strings = useStrings();
  const attempt = useAttempt();
  const me = useChatState((state) => state.me?.id);
  const { space, may } = useSpace(spaceId);
  const [isRemoving, setRemoving] = useState(false);
  const { user, role } = member;
  const own = space?.role ?? "guest";
  const isBelow = user.id !== me && isAbove(own, role);
  const roles = isBelow && may("change-roles") ? granted.filter((one) => isAbove(own, one)) : [];
  return (
    <>
      <Avatar id={user.id} image={user.image} size="2.25rem" />
      <div data-part="words">
        <bdi>{user.name}</bdi>
        <small>{user.id}</small>
      </div>
      {roles.length > 0 ? (
        <select
          data-natter="role-select"
          aria-label={strings("members.roleOf", { name: user.name })}
          value={role}
          onChange={(event) => {
            const chosen = roles.find((one) => one === event.target.value);
            if (chosen) void attempt(() => list.setRole(user.id, chosen));
          }}
        >
          {roles.map((one) => (
            <option key={one} value={one}>
              {strings(`member.${one}`)}
            </option>
          ))}
        </select>
      ) : (
        <small>{strings(`member.${role}`)}</small>
      )}
      {isBelow && may("remove-members") && (
        <IconButton
          icon="close"
          size="small"
          label={strings("members.removeTitle", { name: user.name })}
          onClick={() => setRemoving(true)}
        />
      )}
      {isRemoving && (
        <ConfirmDialog
          title={strings("members.removeTitle", { name: user.name })}
          text={strings("space.removeText")}
          action={strings("members.remove")}
          onConfirm={() => list.remove(user.id)}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  );
}
