import type { Channel } from "@natter/client";
import { useMemo, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from "react";
import { slot } from "../components/slot.tsx";
import { useLoadPresence } from "../people/use-online.ts";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { Skeleton } from "../primitives/skeleton.tsx";
import { useDelayed } from "../primitives/use-delayed.ts";
import { useStrings } from "../strings/use-strings.ts";
import { ChannelListItem } from "./channel-list-item.tsx";
import { useChannels } from "./use-channels.ts";
import type { ChannelFilter } from "@natter/client";

export type ChannelListProps = {
  readonly filter?: ChannelFilter;
  readonly activeCid?: string | undefined;
  /** Where a channel is, for its link. */
  readonly hrefOf: (channel: Channel) => string;
  readonly onOpen: (channel: Channel) => void;
  readonly label?: string;
  /** Shown when there are no channels. */
  readonly empty?: ReactNode;
};

/** Channels as links: with arrow keys, one stop for the Tab key, unread counts and, for people, presence. */
export const ChannelList = slot(
  "ChannelList",
  function ChannelList(props: ChannelListProps): ReactElement {
    const { filter, activeCid, hrefOf, onOpen, label, empty } = props;
    const strings = useStrings();
    const { channels, status, reload } = useChannels(filter);
    const others = useMemo(
      () => channels.flatMap((channel) => channel.other?.id ?? []),
      [channels],
    );
    useLoadPresence(others);
    const list = useRef<HTMLUListElement>(null);
    const loading = channels.length === 0 && (status === "idle" || status === "loading");
    const showSkeleton = useDelayed(loading, 150);

    if (channels.length === 0) {
      if (status === "error") {
        return (
          <EmptyState icon="alert" title={strings("error.generic")} role="alert">
            <Button onClick={reload}>{strings("error.again")}</Button>
          </EmptyState>
        );
      }
      if (loading) return <div aria-busy="true">{showSkeleton && <ListSkeleton />}</div>;
      return <>{empty ?? <p data-natter="list-empty">{strings("channels.empty")}</p>}</>;
    }
    const stop = channels.some((channel) => channel.cid === activeCid)
      ? activeCid
      : channels[0]?.cid;
    return (
      <ul
        ref={list}
        data-natter="channel-list"
        aria-label={label ?? strings("channels.label")}
        onKeyDown={(event) => moveFocus(event, list.current)}
      >
        {channels.map((channel) => (
          <ChannelListItem
            key={channel.cid}
            channel={channel}
            active={channel.cid === activeCid}
            focusable={channel.cid === stop}
            href={hrefOf(channel)}
            onOpen={onOpen}
          />
        ))}
      </ul>
    );
  },
);

function ListSkeleton(): ReactElement {
  return (
    <ul data-natter="channel-list" aria-hidden="true">
      {["60%", "42%", "70%", "50%"].map((width) => (
        <li key={width} data-part="skeleton">
          <Skeleton width={width} />
        </li>
      ))}
    </ul>
  );
}

function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  const links = [...(list?.querySelectorAll<HTMLElement>("a") ?? [])];
  const at = links.findIndex((link) => link === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || event.altKey) return;
  event.preventDefault();
  links[to]?.focus();
}
