import { useCallback, useMemo, useRef, type ReactElement, type ReactNode } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { slot } from "../components/slot.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { JumpToLatest } from "./jump-to-latest.tsx";
import type { MessageActionsFor } from "./message-action.ts";
import {
  MarkUnreadContext,
  MessageListContext,
  MessageListLookContext,
  type LoadedMessageList,
  type MessageDensity,
  type MessageListState,
  type MessageVariant,
} from "./message-list-context.ts";
import { MessageListEmpty, MessageListError, MessageListLoading } from "./message-list-states.tsx";
import { MessageListItem, MessageListViewport } from "./message-list-viewport.tsx";
import { DateSeparator, UnreadDivider } from "./message-row-view.tsx";
import { StickyDate } from "./sticky-date.tsx";
import { lazyPart } from "../loading/lazy-part.tsx";
import type { AnnounceMode } from "./use-announce-messages.ts";
import { useFindKey } from "./use-find-key.ts";
import { useListOpening } from "./use-list-opening.ts";
import { useLoadedMessageList } from "./use-loaded-message-list.ts";
import type { ListOpening } from "./use-message-list-virtualizer.ts";
import { useMessages, type Messages } from "./use-messages.ts";
import { useReadLine, type ReadLine } from "./use-read-line.ts";
import { useStuck } from "./use-stuck.ts";

const UnreadBar = lazyPart<object>(async () => (await import("./unread-bar.tsx")).UnreadBar);

export type MessageListProps = {
  /** How close two messages of one author are to be shown as a group; five minutes if it is not said. */
  readonly groupWithinMs?: number;
  /** What stands at the channel's beginning. */
  readonly start?: ReactNode;
  readonly density?: MessageDensity;
  readonly variant?: MessageVariant;
  /** Decides what can be done with a message, from what the kit offers. */
  readonly messageActions?: MessageActionsFor;
  /** Which messages of others a screen reader is told of; all if it is not said. */
  readonly announce?: AnnounceMode;
};

export type MessageListRootProps = MessageListProps & { readonly children: ReactNode };

/**
 * The messages of the open channel or thread, around parts of one's own choice. It opens at the newest (or where `startAt` of
 * the `Channel` says, or where it was left), loads history on the way up and keeps a reader's place.
 */
function Root(props: MessageListRootProps): ReactElement {
  const { density = "cozy", variant = "flat", messageActions = null, children } = props;
  const scope = useChannelScope();
  const { cid, threadId } = scope;
  const list = useMessages(cid, threadId);
  const line = useReadLine(cid, threadId);
  const ready = useChatState((state) => Boolean(state.channels[cid]?.channel && state.me));
  const isThere = ready && (list.messages.length > 0 || list.status === "ready");
  const opening = useListOpening({ scope, line, list, ready: isThere });
  const look = useMemo(
    () => ({ density, variant, messageActions }),
    [density, variant, messageActions],
  );
  const rootRef = useRef<HTMLDivElement>(null);
  useFindKey(rootRef);

  return (
    <MessageListLookContext.Provider value={look}>
      <div
        ref={rootRef}
        data-natter="message-list"
        data-density={density}
        data-variant={variant}
        aria-busy={opening === null && list.status !== "error" ? true : undefined}
      >
        {opening === null || !isThere ? (
          <Waiting list={list}>{children}</Waiting>
        ) : (
          <Loaded {...props} list={list} line={line} opening={opening} />
        )}
      </div>
    </MessageListLookContext.Provider>
  );
}

type WaitingProps = { readonly list: Messages; readonly children: ReactNode };

function Waiting({ list, children }: WaitingProps): ReactElement {
  const { status, jumpToLatest } = list;
  const { stuck, again } = useStuck();
  const failed = status === "error" || stuck;
  const retry = useCallback(() => {
    again();
    jumpToLatest().catch(() => {});
  }, [again, jumpToLatest]);
  const state = useMemo<MessageListState>(
    () => (failed ? { status: "error", retry } : { status: "loading" }),
    [failed, retry],
  );
  return <MessageListContext.Provider value={state}>{children}</MessageListContext.Provider>;
}

type LoadedProps = MessageListRootProps & {
  readonly list: Messages;
  readonly line: ReadLine;
  readonly opening: ListOpening;
};

function Loaded(props: LoadedProps): ReactElement {
  const { list, line, opening, start, children } = props;
  const { groupWithinMs = 300_000, announce = "all" } = props;
  const state: LoadedMessageList = useLoadedMessageList({
    list,
    line,
    opening,
    groupWithinMs,
    start,
    announce,
  });
  return (
    <MarkUnreadContext.Provider value={state.markUnreadFrom}>
      <MessageListContext.Provider value={state}>{children}</MessageListContext.Provider>
    </MarkUnreadContext.Provider>
  );
}

function WholeMessageList(props: MessageListProps): ReactElement {
  return (
    <Root {...props}>
      <MessageListLoading />
      <MessageListError />
      <MessageListEmpty />
      <UnreadBar />
      <MessageListViewport />
      <StickyDate />
      <JumpToLatest />
    </Root>
  );
}

/** The messages of the open channel or thread; also in parts, of which those left out are not shown. */
export const MessageList = Object.assign(slot("MessageList", WholeMessageList), {
  Root,
  Viewport: MessageListViewport,
  Item: MessageListItem,
  DateSeparator,
  UnreadDivider,
  UnreadBar,
  StickyDate,
  JumpToLatest,
  Empty: MessageListEmpty,
  Loading: MessageListLoading,
  Error: MessageListError,
});
