import type { UserSummary } from "@natter/client";
import type { ReactElement } from "react";
import { AsyncView } from "../loading/async-view.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { Avatar } from "../people/avatar.tsx";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useBlocks } from "./use-blocks.ts";

/** Whom the viewer muted and blocked, with a way to take it back. */
export function BlockList(): ReactElement {
  const strings = useStrings();
  const blocks = useBlocks();
  const { muted, blocked } = blocks;
  return (
    <AsyncView
      of={blocks}
      isEmpty={muted.length + blocked.length === 0}
      empty={
        <EmptyState
          icon="people"
          title={strings("moderation.nobodyBlocked")}
          text={strings("moderation.nobodyBlockedText")}
        />
      }
    >
      <People
        title={strings("moderation.blocked")}
        people={blocked}
        action={strings("profile.unblock")}
        onRelease={blocks.unblock}
      />
      <People
        title={strings("moderation.muted")}
        people={muted}
        action={strings("profile.unmute")}
        onRelease={blocks.unmute}
      />
    </AsyncView>
  );
}

type PeopleProps = {
  readonly title: string;
  readonly people: readonly UserSummary[];
  readonly action: string;
  readonly onRelease: (userId: string) => Promise<void>;
};

function People({ title, people, action, onRelease }: PeopleProps): ReactElement | null {
  const attempt = useAttempt();
  if (people.length === 0) return null;
  return (
    <section>
      <h3 data-part="heading">{title}</h3>
      <ul data-natter="people-list" aria-label={title}>
        {people.map((user) => (
          <li key={user.id}>
            <Avatar id={user.id} image={user.image} size="2.25rem" />
            <div data-part="words">
              <bdi>{user.name}</bdi>
            </div>
            <Button size="small" onClick={() => void attempt(() => onRelease(user.id))}>
              {action}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
