import type { Channel } from "@natter/client";
import { useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useDelayed } from "../primitives/use-delayed.ts";
import { useStrings } from "../strings/use-strings.ts";
import { MentionBadge } from "../unread/unread-badge.tsx";
import { ChannelListSkeleton } from "./channel-list-skeleton.tsx";
import { channelTree, type ChannelGroup } from "./channel-groups.ts";
import { useChannels } from "./use-channels.ts";

export type ChannelTreeProps = {
  readonly spaceId: string;
  readonly activeCid: string | null;
  readonly hrefOf: (channel: Channel) => string;
  readonly onOpen: (channel: Channel) => void;
};

/** The channels of a space, by category: a channel's `custom.category`, or none. Left and Right close and open one. */
export const ChannelTree = slot("ChannelTree", DefaultChannelTree);

function DefaultChannelTree(props: ChannelTreeProps): ReactElement {
  const { spaceId, activeCid, onOpen, hrefOf } = props;
  const strings = useStrings();
  const filter = useMemo(() => ({ spaceId }), [spaceId]);
  const { channels, status, reload } = useChannels(filter);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => channelTree(channels), [channels]);
  const isLoading = channels.length === 0 && (status === "idle" || status === "loading");
  const showSkeleton = useDelayed(isLoading, 150);
  if (channels.length === 0 && status === "error") {
    return (
      <EmptyState icon="alert" title={strings("channels.error")} role="alert">
        <Button onClick={reload}>{strings("error.again")}</Button>
      </EmptyState>
    );
  }
  if (isLoading) return <div aria-busy="true">{showSkeleton && <ChannelListSkeleton />}</div>;
  if (channels.length === 0) return <p data-natter="list-empty">{strings("channels.empty")}</p>;

  const stop = focused ?? activeCid ?? channels[0]?.cid ?? null;
  const toggle = (name: string, open: boolean) =>
    setClosed((all) => new Set(open ? [...all].filter((one) => one !== name) : [...all, name]));
  return (
    <div
      ref={tree}
      data-natter="channel-tree"
      role="tree"
      aria-label={strings("channels.label")}
      tabIndex={-1}
      onKeyDown={(event) => moveFocus(event, tree.current, toggle)}
      onFocus={(event) => setFocused(event.target.dataset["id"] ?? null)}
    >
      {groups.map((group) => {
        const isOpen = group.name === null || !closed.has(group.name);
        return (
          <div key={group.name ?? ""} role="none">
            {group.name !== null && (
              <GroupTitle
                group={group}
                isOpen={isOpen}
                focusable={stop === group.name}
                onToggle={toggle}
              />
            )}
            <div role="group" aria-label={group.name ?? undefined}>
              {group.channels
                // What is closed still shows what is unread and what is open.
                .filter((it) => isOpen || it.unread.count > 0 || it.cid === activeCid)
                .map((channel) => (
                  <TreeItem
                    key={channel.cid}
                    channel={channel}
                    level={group.name === null ? 1 : 2}
                    active={channel.cid === activeCid}
                    focusable={channel.cid === stop}
                    href={hrefOf(channel)}
                    onOpen={onOpen}
                  />
                ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}

type GroupTitleProps = {
  readonly group: ChannelGroup;
  readonly isOpen: boolean;
  readonly focusable: boolean;
  readonly onToggle: (name: string, open: boolean) => void;
};

function GroupTitle({ group, isOpen, focusable, onToggle }: GroupTitleProps): ReactElement {
  const name = group.name ?? "";
  return (
    <button
      type="button"
      role="treeitem"
      data-part="category"
      data-id={name}
      aria-level={1}
      aria-expanded={isOpen}
      aria-selected={false}
      tabIndex={focusable ? 0 : -1}
      onClick={() => onToggle(name, !isOpen)}
    >
      <Icon name="down" size={14} />
      <bdi>{name}</bdi>
    </button>
  );
}

type TreeItemProps = {
  readonly channel: Channel;
  readonly level: number;
  readonly active: boolean;
  readonly focusable: boolean;
  readonly href: string;
  readonly onOpen: (channel: Channel) => void;
};

function TreeItem(props: TreeItemProps): ReactElement {
  const { channel, level, active, focusable, href, onOpen } = props;
  const strings = useStrings();
  const { count, mentions } = channel.membership ? channel.unread : { count: 0, mentions: 0 };
  const name = [
    channel.title,
    ...(count > 0 ? [strings("channels.unread", { count })] : []),
    ...(mentions > 0 ? [strings("channels.mentions", { count: mentions })] : []),
    ...(channel.settings?.muted ? [strings("channels.isMuted")] : []),
  ];
  return (
    <a
      data-natter="channel-item"
      data-kind="space"
      data-id={channel.cid}
      data-unread={count > 0 ? "" : undefined}
      data-muted={channel.settings?.muted ? "" : undefined}
      data-joined={channel.membership ? "" : undefined}
      role="treeitem"
      aria-level={level}
      aria-selected={active}
      aria-current={active ? "page" : undefined}
      aria-label={name.join(", ")}
      tabIndex={focusable ? 0 : -1}
      href={href}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(channel);
      }}
    >
      <Icon name={channel.visibility === "private" ? "lock" : "hash"} size={18} />
      <span data-part="title">
        <bdi>{channel.title}</bdi>
      </span>
      <span aria-hidden="true">
        <MentionBadge count={mentions} />
      </span>
    </a>
  );
}

function moveFocus(
  event: KeyboardEvent,
  tree: HTMLElement | null,
  toggle: (name: string, open: boolean) => void,
): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const items = [...(tree?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])];
  const at = items.findIndex((item) => item === document.activeElement);
  const here = items[at];
  if (here === undefined) return;
  const category = here.dataset["part"] === "category" ? here.dataset["id"] : undefined;
  const isClosing = event.key === (isRightToLeft(here) ? "ArrowRight" : "ArrowLeft");
  const isOpening = event.key === (isRightToLeft(here) ? "ArrowLeft" : "ArrowRight");
  if (category !== undefined && (isClosing || isOpening)) toggle(category, isOpening);
  else if (isClosing) {
    items
      .slice(0, at)
      .findLast((item) => item.dataset["part"] === "category")
      ?.focus();
  } else if (isWord(event.key)) {
    const rest = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    rest.find((item) => startsWith(item, event.key))?.focus();
  } else {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    items[to]?.focus();
  }
  event.preventDefault();
}

function isWord(key: string): boolean {
  return key.length === 1 && key.trim() !== "";
}

function startsWith(item: HTMLElement, letter: string): boolean {
  const text = item.getAttribute("aria-label") ?? item.textContent ?? "";
  return text.toLocaleLowerCase().startsWith(letter.toLocaleLowerCase());
}

function isRightToLeft(element: HTMLElement): boolean {
  return getComputedStyle(element).direction === "rtl";
}
