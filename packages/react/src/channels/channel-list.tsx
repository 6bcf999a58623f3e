import type { Channel, ChannelFilter } from "@natter/client";
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from "react";
import { slot } from "../components/slot.tsx";
import { ConfirmDialog } from "../forms/confirm-dialog.tsx";
import { useLoadPresence } from "../people/use-online.ts";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useDelayed } from "../primitives/use-delayed.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";
import { rankMatches } from "../switcher/rank-matches.ts";
import { ChannelListItem } from "./channel-list-item.tsx";
import { ChannelListSkeleton } from "./channel-list-skeleton.tsx";
import { useChannelRowActions, type ChannelRowActions } from "./use-channel-row-actions.ts";
import { useChannels } from "./use-channels.ts";
import { useHeldOrder } from "./use-held-order.ts";
import { useListWindow } from "./use-list-window.ts";

export type ChannelListProps = {
  readonly filter?: ChannelFilter;
  /** Only channels whose name fits what was typed. */
  readonly query?: string;
  readonly activeCid?: string | undefined;
  /** Where a channel is, for its link. */
  readonly hrefOf: (channel: Channel) => string;
  readonly onOpen: (channel: Channel) => void;
  readonly label?: string;
  /** Shown when there are no channels. */
  readonly empty?: ReactNode;
  /** What a row's menu has; the kit's own when not given. */
  readonly actions?: ChannelRowActions;
};

/**
 * Channels as links: with arrow keys, one stop for the Tab key, unread counts and, for people, presence. It is always in order,
 * but never moves the row under the pointer or the focus, and renders only what is near when it is long.
 */
export const ChannelList = slot("ChannelList", DefaultChannelList);

function DefaultChannelList(props: ChannelListProps): ReactElement {
  const { filter, query = "", label, empty } = props;
  const strings = useStrings();
  const { channels: all, status, reload } = useChannels(filter);
  const channels = useMemo(
    () => (query.trim() === "" ? all : rankMatches(all, ({ title }) => title, query)),
    [all, query],
  );
  const loading = all.length === 0 && (status === "idle" || status === "loading");
  const showSkeleton = useDelayed(loading, 150);
  const isStuck = useDelayed(loading, 10_000);

  if (channels.length > 0) {
    return <Rows {...props} label={label ?? strings("channels.label")} channels={channels} />;
  }
  if (status === "error" || isStuck) {
    return (
      <EmptyState icon="alert" title={strings("channels.error")} role="alert">
        <Button onClick={reload}>{strings("error.again")}</Button>
      </EmptyState>
    );
  }
  if (loading) return <div aria-busy="true">{showSkeleton && <ChannelListSkeleton />}</div>;
  if (all.length > 0) {
    return (
      <p data-natter="list-empty" role="status">
        {strings("channels.none", { query })}
      </p>
    );
  }
  return <>{empty ?? <p data-natter="list-empty">{strings("channels.empty")}</p>}</>;
}

type RowsProps = ChannelListProps & {
  readonly label: string;
  readonly channels: readonly Channel[];
};

function Rows(props: RowsProps): ReactElement {
  const { activeCid, hrefOf, onOpen, label, actions } = props;
  const strings = useStrings();
  const client = useChatClient();
  const list = useRef<HTMLUListElement>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<Channel | null>(null);
  const channels = useHeldOrder(props.channels, focused ?? hovered);
  useLoadPresence(useMemo(() => channels.flatMap(({ other }) => other?.id ?? []), [channels]));
  const defaults = useChannelRowActions(setLeaving);

  const indexOf = (cid: string | null | undefined) =>
    channels.findIndex((channel) => channel.cid === cid);
  const stop = [focused, activeCid].map(indexOf).find((index) => index >= 0) ?? 0;
  const { rows, size, measure, reveal } = useListWindow(list, channels.length, stop);
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] > a`);
    if (!row) return;
    wanted.current = null;
    row.focus();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || focused === null) return;
    const last = channels.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(stop + 1, last),
      ArrowUp: Math.max(stop - 1, 0),
      Home: 0,
      End: last,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    reveal(to);
    wanted.current = to;
    setFocused(channels[to]?.cid ?? null);
  };

  const shown = rows ?? channels.map((_, index) => ({ index, start: null }));
  return (
    <ul
      ref={list}
      data-natter="channel-list"
      data-long={rows ? "" : undefined}
      aria-label={label}
      style={rows ? { blockSize: size } : undefined}
      onKeyDown={onKeyDown}
      onPointerOver={(event) => setHovered(cidAt(event.target))}
      onPointerLeave={() => setHovered(null)}
      onFocus={(event) => setFocused(cidAt(event.target))}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(null);
      }}
    >
      {shown.map(({ index, start }) => {
        const channel = channels[index];
        if (channel === undefined) return null;
        const own = defaults(channel);
        return (
          <li
            key={channel.cid}
            ref={rows ? measure : undefined}
            data-index={index}
            data-cid={channel.cid}
            aria-setsize={rows ? channels.length : undefined}
            aria-posinset={rows ? index + 1 : undefined}
            style={start === null ? undefined : { transform: `translateY(${start}px)` }}
          >
            <ChannelListItem
              channel={channel}
              active={channel.cid === activeCid}
              focusable={index === stop}
              href={hrefOf(channel)}
              onOpen={onOpen}
              actions={actions ? actions(channel, own) : own}
            />
          </li>
        );
      })}
      {leaving && (
        <ConfirmDialog
          title={strings("channels.leaveTitle", { name: leaving.title })}
          text={strings("channels.leaveText")}
          action={strings("channels.leave")}
          onConfirm={() => client.channel(leaving.cid).leave()}
          onClose={() => setLeaving(null)}
        />
      )}
    </ul>
  );
}

function cidAt(target: EventTarget): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>("[data-cid]") : null;
  return row?.dataset["cid"] ?? null;
}
