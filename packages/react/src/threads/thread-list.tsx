import { isShallowEqual, type Thread } from "@natter/client";
import { useState, type ReactElement } from "react";
import { useMessageText } from "../components/message-types.ts";
import { slot } from "../components/slot.tsx";
import { Avatar } from "../people/avatar.tsx";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { Skeleton } from "../primitives/skeleton.tsx";
import { useDelayed } from "../primitives/use-delayed.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useDayTime } from "../time/use-day-time.ts";
import { useThreads } from "./use-threads.ts";

export type ThreadListProps = {
  readonly onOpen: (thread: Thread) => void;
  /** The thread that is open, by its root. */
  readonly activeId?: string | undefined;
};

/** The threads that the viewer follows, those with something unread first. */
export const ThreadList = slot("ThreadList", DefaultThreadList);

function DefaultThreadList({ onOpen, activeId }: ThreadListProps): ReactElement {
  const strings = useStrings();
  const { threads, status, hasMore, loadMore, reload } = useThreads();
  const [loading, setLoading] = useState(false);
  const waiting = useDelayed(threads.length === 0 && status !== "ready" && status !== "error", 150);
  if (status === "error" && threads.length === 0) {
    return (
      <EmptyState icon="alert" title={strings("error.generic")} role="alert">
        <Button onClick={reload}>{strings("error.again")}</Button>
      </EmptyState>
    );
  }
  if (threads.length === 0 && status !== "ready") {
    return (
      <div data-natter="thread-list" aria-busy="true">
        {waiting && ["80%", "60%", "70%"].map((width) => <Skeleton key={width} width={width} />)}
      </div>
    );
  }
  if (threads.length === 0) {
    return <EmptyState icon="thread" title={strings("threads.empty")} />;
  }
  const more = () => {
    setLoading(true);
    // What could not be loaded can be asked for again with the same button.
    loadMore()
      .catch(() => {})
      .finally(() => setLoading(false));
  };
  return (
    <div data-natter="thread-list">
      <ul aria-label={strings("thread.label")}>
        {threads.map((thread) => (
          <li key={thread.root.id}>
            <ThreadItem
              thread={thread}
              active={thread.root.id === activeId}
              onOpen={() => onOpen(thread)}
            />
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button variant="ghost" busy={loading} onClick={more}>
          {strings("members.more")}
        </Button>
      )}
    </div>
  );
}

type ItemProps = {
  readonly thread: Thread;
  readonly active: boolean;
  readonly onOpen: () => void;
};

function ThreadItem({ thread, active, onOpen }: ItemProps): ReactElement {
  const strings = useStrings();
  const when = useDayTime();
  const textOf = useMessageText();
  const { root, standing } = thread;
  const channel = useChatState((state) => {
    const known = state.channels[root.cid]?.channel;
    return { title: known?.title ?? "", kind: known?.kind ?? null };
  }, isShallowEqual);
  const { count } = standing.unread;
  return (
    <button
      type="button"
      data-natter="thread-item"
      data-unread={count > 0 ? "" : undefined}
      aria-current={active ? "true" : undefined}
      onClick={onOpen}
    >
      <Avatar id={root.sender?.id ?? ""} image={root.sender?.image ?? null} />
      <span data-part="content">
        <span data-part="line">
          <bdi data-part="sender">{root.sender?.name ?? strings("message.unknownSender")}</bdi>
          <bdi data-part="channel">
            {channel.kind === "space" ? `#${channel.title}` : channel.title}
          </bdi>
        </span>
        <span data-part="text" dir="auto">
          {root.deletedAt ? strings("message.deleted") : textOf(root)}
        </span>
        {root.thread && (
          <span data-part="replies">
            {strings("message.replies", { count: root.thread.replyCount })}
            {", "}
            {strings("message.repliesLast", { when: when(root.thread.lastReplyAt) })}
          </span>
        )}
      </span>
      {count > 0 && (
        <span
          data-natter="unread-badge"
          data-mention={standing.unread.mentions > 0 ? "" : undefined}
          role="img"
          aria-label={strings("messages.unread", { count })}
        >
          {count > 99 ? "99+" : count}
        </span>
      )}
    </button>
  );
}
