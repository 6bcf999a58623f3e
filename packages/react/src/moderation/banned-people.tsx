import type { ReactElement } from "react";
import { AsyncView } from "../loading/async-view.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { Avatar } from "../people/avatar.tsx";
import { useWhen } from "../previews/use-when.ts";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useBanActions, useBans, type Ban } from "./use-bans.ts";

/** Who is banned from a channel, until when and why, with a way to let them in again. */
export function BannedPeople({ cid }: { readonly cid: string }): ReactElement {
  const strings = useStrings();
  const attempt = useAttempt();
  const bans = useBans(cid);
  const { unban } = useBanActions(cid);
  const note = useBanNote();
  const letIn = async ({ user }: Ban) => {
    if (!(await attempt(() => unban(user.id)))) return;
    bans.change((items) => items.filter((one) => one.user.id !== user.id));
  };
  return (
    <AsyncView
      of={bans}
      isEmpty={bans.items.length === 0}
      empty={<EmptyState icon="ban" title={strings("moderation.nobodyBanned")} />}
    >
      <ul data-natter="people-list" aria-label={strings("moderation.bannedPeople")}>
        {bans.items.map((ban) => (
          <li key={ban.user.id}>
            <Avatar id={ban.user.id} image={ban.user.image} size="2.25rem" />
            <div data-part="words">
              <bdi>{ban.user.name}</bdi>
              <small>{note(ban)}</small>
            </div>
            <Button size="small" onClick={() => void letIn(ban)}>
              {strings("moderation.unban")}
            </Button>
          </li>
        ))}
      </ul>
    </AsyncView>
  );
}

function useBanNote(): (ban: Ban) => string {
  const strings = useStrings();
  const when = useWhen();
  return ({ shadow, reason, expiresAt }) =>
    [
      strings(`moderation.banKind.${shadow ? "shadow" : "hard"}`),
      expiresAt === null
        ? strings("duration.forever")
        : strings("moderation.until", { time: when.day(expiresAt) }),
      ...(reason === "" ? [] : [reason]),
    ].join(" · ");
}
