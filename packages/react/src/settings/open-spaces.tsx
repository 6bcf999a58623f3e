import type { RouteAnswer } from "@natter/client";
import type { ReactElement } from "react";
import { AsyncView } from "../loading/async-view.tsx";
import { usePages } from "../loading/use-pages.ts";
import { useAttempt } from "../loading/use-task.ts";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";

type OpenSpace = RouteAnswer<"spaces.listOpen">["items"][number];

export type OpenSpacesProps = { readonly onOpen: (spaceId: string) => void };

/** The spaces that anybody may join. */
export function OpenSpaces({ onOpen }: OpenSpacesProps): ReactElement {
  const client = useChatClient();
  const strings = useStrings();
  const attempt = useAttempt();
  const me = useChatState((state) => state.me?.id);
  const list = usePages<OpenSpace>(me ?? null, (cursor) =>
    client.spaces.listOpen(cursor === undefined ? {} : { cursor }),
  );
  const enter = async (space: OpenSpace) => {
    if (space.joined || (await attempt(() => client.spaces.join(space.id)))) onOpen(space.id);
  };
  return (
    <AsyncView
      of={list}
      isEmpty={list.items.length === 0}
      empty={
        <EmptyState
          icon="people"
          title={strings("space.noneOpen")}
          text={strings("space.noneOpenText")}
        />
      }
    >
      <ul data-natter="people-list" aria-label={strings("space.openSpaces")}>
        {list.items.map((space) => (
          <li key={space.id}>
            <div data-part="words">
              <bdi>{space.name}</bdi>
              <small>{strings("channel.members", { count: space.memberCount })}</small>
            </div>
            <Button
              size="small"
              variant={space.joined ? "secondary" : "primary"}
              onClick={() => void enter(space)}
            >
              {strings(space.joined ? "browse.open" : "browse.join")}
            </Button>
          </li>
        ))}
      </ul>
    </AsyncView>
  );
}
