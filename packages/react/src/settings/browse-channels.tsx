import type { Channel } from "@natter/client";
import { useState, type ReactElement } from "react";
import { useChannels } from "../channels/use-channels.ts";
import { SearchField } from "../forms/search-field.tsx";
import { AsyncView } from "../loading/async-view.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { Button } from "../primitives/button.tsx";
import { Dialog } from "../primitives/dialog.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { topicOf } from "./topic-of.ts";
import { useChannelActions } from "./use-channel-actions.ts";

export type BrowseChannelsProps = {
  readonly spaceId: string;
  readonly onOpen: (channel: Channel) => void;
  readonly onClose: () => void;
};

/** All channels of a space that the viewer may read: to look into, and to join. */
export function BrowseChannels({ spaceId, onOpen, onClose }: BrowseChannelsProps): ReactElement {
  const strings = useStrings();
  const [query, setQuery] = useState("");
  const { channels, status, reload } = useChannels({ spaceId, state: "all" });
  const wanted = query.trim().toLocaleLowerCase();
  const shown = channels.filter((channel) =>
    `${channel.title} ${topicOf(channel) ?? ""}`.toLocaleLowerCase().includes(wanted),
  );
  return (
    <Dialog title={strings("browse.title")} onClose={onClose}>
      <SearchField label={strings("browse.find")} value={query} onChange={setQuery} autoFocus />
      <AsyncView
        of={{ status, error: strings("error.generic"), reload }}
        isEmpty={shown.length === 0}
        empty={<EmptyState icon="hash" title={strings("browse.none")} />}
      >
        <ul data-natter="people-list" aria-label={strings("channels.label")}>
          {shown.map((channel) => (
            <li key={channel.cid}>
              <BrowsedChannel
                channel={channel}
                onOpen={() => {
                  onClose();
                  onOpen(channel);
                }}
              />
            </li>
          ))}
        </ul>
      </AsyncView>
    </Dialog>
  );
}

type BrowsedChannelProps = { readonly channel: Channel; readonly onOpen: () => void };

function BrowsedChannel({ channel, onOpen }: BrowsedChannelProps): ReactElement {
  const strings = useStrings();
  const attempt = useAttempt();
  const { join } = useChannelActions(channel.cid);
  const topic = topicOf(channel);
  const isJoined = channel.membership !== null;
  const enter = async () => {
    if (await attempt(join)) onOpen();
  };
  return (
    <>
      <Icon name={channel.visibility === "private" ? "lock" : "hash"} size={18} />
      <div data-part="words">
        <bdi>{channel.title}</bdi>
        <small>
          {strings("channel.members", { count: channel.memberCount })}
          {topic !== null && <bdi> · {topic}</bdi>}
        </small>
      </div>
      {isJoined || !channel.capabilities.includes("join") ? (
        <Button size="small" onClick={onOpen}>
          {strings("browse.open")}
        </Button>
      ) : (
        <Button size="small" variant="primary" onClick={() => void enter()}>
          {strings("browse.join")}
        </Button>
      )}
    </>
  );
}
