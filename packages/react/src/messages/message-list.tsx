import { selectChannel } from "@natter/client";
import { useMemo, type ReactElement, type ReactNode } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { slot } from "../components/slot.tsx";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useDelayed } from "../primitives/use-delayed.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useCurrentUser } from "../provider/use-current-user.ts";
import { useStrings } from "../strings/use-strings.ts";
import { JumpToLatest } from "./jump-to-latest.tsx";
import { MessageRowView } from "./message-row-view.tsx";
import { messageRows } from "./message-rows.ts";
import { MessageSkeleton } from "./message-skeleton.tsx";
import { StickyDate } from "./sticky-date.tsx";
import { useAnnounceMessages } from "./use-announce-messages.ts";
import { useJumpTarget } from "./use-jump-target.ts";
import { useMarkRead } from "./use-mark-read.ts";
import { useMessageListVirtualizer } from "./use-message-list-virtualizer.ts";
import { useMessages } from "./use-messages.ts";
import { useFocusedMessage, useRovingMessages } from "./use-roving-messages.ts";
import { useReadLine } from "./use-read-line.ts";
import { useUnreadDivider } from "./use-unread-divider.ts";

export type MessageListProps = {
  /** How close two messages of one author are to be shown as a group. */
  readonly groupWithinMs?: number;
  /** What stands at the channel's beginning. */
  readonly start?: ReactNode;
};

/** The messages of the open channel. It opens at the newest, loads history on the way up and keeps a reader's place. */
export const MessageList = slot("MessageList", DefaultMessageList);

function DefaultMessageList({ groupWithinMs = 300_000, start }: MessageListProps): ReactElement {
  const { cid, threadId } = useChannelScope();
  const strings = useStrings();
  const { status, messages, jumpToLatest } = useMessages(cid, threadId);
  const ready = useChatState((state) => Boolean(state.channels[cid]?.channel && state.me));
  const waiting = useDelayed(!ready || (messages.length === 0 && status !== "ready"), 150);
  if (status === "error" && messages.length === 0) {
    return (
      <EmptyState icon="alert" title={strings("messages.error")} role="alert">
        <Button onClick={() => void jumpToLatest().catch(() => {})}>
          {strings("error.again")}
        </Button>
      </EmptyState>
    );
  }
  if (!ready || (messages.length === 0 && status !== "ready")) {
    return (
      <div
        data-natter="message-list"
        role="status"
        aria-busy="true"
        aria-label={strings("messages.loading")}
      >
        {waiting && <MessageSkeleton />}
      </div>
    );
  }
  return <LoadedMessages groupWithinMs={groupWithinMs} start={start} />;
}

type LoadedProps = { readonly groupWithinMs: number; readonly start: ReactNode };

function LoadedMessages({ groupWithinMs, start }: LoadedProps): ReactElement {
  const { cid, threadId, onSent } = useChannelScope();
  const strings = useStrings();
  const viewerId = useCurrentUser()?.id ?? "";
  const channel = useChatState(selectChannel(cid));
  const list = useMessages(cid, threadId);
  const line = useReadLine(cid, threadId);
  const divider = useUnreadDivider(line);
  const focused = useFocusedMessage();

  const joinedSeq = channel?.membership?.joinedSeq ?? 0;
  const rows = useMemo(
    () =>
      messageRows(list.messages, {
        viewerId,
        joinedSeq,
        groupWithinMs,
        readSeq: divider.readSeq,
        atStart: !list.hasOlder,
      }),
    [list.messages, list.hasOlder, viewerId, joinedSeq, groupWithinMs, divider.readSeq],
  );
  const keys = useMemo(() => rows.map((row) => row.key), [rows]);
  const scroll = useMessageListVirtualizer({
    keys,
    keepKey: focused.key,
    hasNewer: list.hasNewer,
    onNearStart: () => load(list.hasOlder, list.loadOlder),
    onNearEnd: () => load(list.hasNewer, list.loadNewer),
  });
  const roving = useRovingMessages({ messages: list.messages, scroll, lastKey: focused.lastKey });
  const target = useJumpTarget({ list, scroll, focusKey: roving.focusKey });
  useAnnounceMessages(list.messages, viewerId);
  useMarkRead({ line, viewport: scroll.viewport, messages: list.messages });
  divider.atEnd.current = scroll.atEnd;

  const showLatest = () => {
    if (list.hasNewer) void list.jumpToLatest().then(scroll.scrollToEnd, () => {});
    else scroll.scrollToEnd();
  };
  onSent.current = () => {
    divider.clear();
    showLatest();
  };

  return (
    <div data-natter="message-list">
      <div ref={scroll.viewportRef} data-part="viewport" onKeyDown={roving.onKeyDown}>
        <div data-part="spacer" />
        {list.loadingOlder && (
          <div data-part="loading" role="status">
            {strings("messages.loading")}
          </div>
        )}
        <div
          role="list"
          aria-label={strings("messages.label")}
          data-part="rows"
          style={{ blockSize: scroll.virtualizer.getTotalSize() }}
          onFocus={focused.onFocus}
          onBlur={focused.onBlur}
        >
          {scroll.virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div
                key={item.key}
                ref={scroll.virtualizer.measureElement}
                role="listitem"
                data-index={item.index}
                data-key={row.key}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <MessageRowView
                  row={row}
                  start={start}
                  viewerId={viewerId}
                  channel={channel}
                  highlighted={row.key === target}
                  focusable={row.key === roving.stopKey}
                />
              </div>
            );
          })}
        </div>
      </div>
      {!scroll.atEnd && !list.loadingOlder && (
        <StickyDate rows={rows} topIndex={scroll.topIndex()} />
      )}
      <JumpToLatest cid={cid} shown={scroll.farFromEnd || list.hasNewer} onJump={showLatest} />
    </div>
  );
}

function load(more: boolean, next: () => Promise<void>): void {
  // A page that could not be fetched is asked for again at the next scroll; the banner tells of the trouble.
  if (more) next().catch(() => {});
}
