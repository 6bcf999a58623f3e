import type { Invite } from "@natter/client";
import type { ReactElement } from "react";
import { AsyncView } from "../loading/async-view.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { useWhen } from "../previews/use-when.ts";
import { IconButton } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { InviteMaker } from "./invite-maker.tsx";
import { useCopy } from "../primitives/use-copy.ts";
import { useInvites, type InvitesState } from "./use-invites.ts";

export type SpaceInvitesProps = {
  readonly spaceId: string;
  readonly inviteUrl: (code: string) => string;
};

/** Makes invite links to a space, and shows those there are: how long, how often used, and a way to end them. */
export function SpaceInvites({ spaceId, inviteUrl }: SpaceInvitesProps): ReactElement {
  const strings = useStrings();
  const list = useInvites(spaceId);
  return (
    <>
      <InviteMaker create={list.create} inviteUrl={inviteUrl} />
      <h3 data-part="heading">{strings("invite.active")}</h3>
      <AsyncView
        of={list}
        isEmpty={list.items.length === 0}
        empty={<EmptyState icon="link" title={strings("invite.none")} />}
      >
        <ul data-natter="people-list" aria-label={strings("invite.active")}>
          {list.items.map((invite) => (
            <li key={invite.code}>
              <InviteRow invite={invite} revoke={list.revoke} inviteUrl={inviteUrl} />
            </li>
          ))}
        </ul>
      </AsyncView>
    </>
  );
}

type InviteRowProps = Pick<InvitesState, "revoke"> &
  Pick<SpaceInvitesProps, "inviteUrl"> & { readonly invite: Invite };

function InviteRow({ invite, revoke, inviteUrl }: InviteRowProps): ReactElement {
  const strings = useStrings();
  const attempt = useAttempt();
  const when = useWhen();
  const copy = useCopy();
  const { code, expiresAt, maxUses, uses } = invite;
  const notes = [
    maxUses === null
      ? strings("invite.used", { count: uses })
      : strings("invite.usedOf", { count: uses, most: maxUses }),
    expiresAt === null
      ? strings("invite.endsNever")
      : strings("invite.ends", { time: when.relative(expiresAt) }),
  ];
  return (
    <>
      <div data-part="words">
        <bdi dir="ltr">{code}</bdi>
        <small>{notes.join(" · ")}</small>
      </div>
      <IconButton
        icon="copy"
        size="small"
        label={strings("invite.copy")}
        onClick={() => copy(inviteUrl(code), strings("invite.copied"))}
      />
      <IconButton
        icon="trash"
        size="small"
        label={strings("invite.revoke")}
        onClick={() => void attempt(() => revoke(code))}
      />
    </>
  );
}
