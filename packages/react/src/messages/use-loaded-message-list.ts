import { selectChannel } from "@natter/client";
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useLatest } from "../channel/use-latest.ts";
import { useHotkey } from "../hotkeys/hotkeys-context.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useCurrentUser } from "../provider/use-current-user.ts";
import { useToday } from "../time/use-today.ts";
import { listPlaces, type ListPlace } from "./list-place.ts";
import type { LoadedMessageList } from "./message-list-context.ts";
import { messageRows } from "./message-rows.ts";
import { useAnnounceMessages, type AnnounceMode } from "./use-announce-messages.ts";
import { useJumpTarget } from "./use-jump-target.ts";
import { placeName } from "./use-list-opening.ts";
import { useMarkRead } from "./use-mark-read.ts";
import { useMessageListVirtualizer, type ListOpening } from "./use-message-list-virtualizer.ts";
import type { Messages } from "./use-messages.ts";
import { usePages } from "./use-pages.ts";
import type { ReadLine } from "./use-read-line.ts";
import { useFocusedMessage, useRovingMessages } from "./use-roving-messages.ts";
import { useUnreadDivider } from "./use-unread-divider.ts";

type Loaded = {
  readonly list: Messages;
  readonly line: ReadLine;
  readonly opening: ListOpening;
  readonly groupWithinMs: number;
  readonly start: ReactNode;
  readonly announce: AnnounceMode;
};

/** Everything a message list does once its messages are there, for the parts that show it. */
export function useLoadedMessageList(options: Loaded): LoadedMessageList {
  const { list, line, opening, groupWithinMs, start, announce } = options;
  const client = useChatClient();
  const scope = useChannelScope();
  const { cid, threadId, onSent, onCatchUp } = scope;
  const viewerId = useCurrentUser()?.id ?? "";
  const channel = useChatState(selectChannel(cid));
  const unread = useChatState((state) => line.unreadIn(state).count);
  const divider = useUnreadDivider(line);
  const focused = useFocusedMessage();
  const today = useToday();
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const historical = useRef(false);
  const keptUnread = useRef(false);
  if (!list.hasNewer) historical.current = false;

  const joinedSeq = channel?.membership?.joinedSeq ?? 0;
  const rows = useMemo(
    () =>
      messageRows(list.messages, {
        viewerId,
        joinedSeq,
        groupWithinMs,
        expanded,
        readSeq: divider.readSeq,
        atStart: !list.hasOlder,
      }),
    // The days are other ones in another time zone.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [
      list.messages,
      list.hasOlder,
      viewerId,
      joinedSeq,
      groupWithinMs,
      expanded,
      divider.readSeq,
      today.key,
    ],
  );
  const keys = useMemo(() => rows.map((row) => row.key), [rows]);
  const pages = usePages(list);
  const scroll = useMessageListVirtualizer({
    keys,
    opening,
    keepKey: focused.key,
    hasNewer: list.hasNewer,
    onNearStart: pages.loadOlder,
    onNearEnd: pages.loadNewer,
  });
  const roving = useRovingMessages({ rows, scroll, focused });
  const { scrollToEnd, placeRow, heldRow } = scroll;
  const latest = useLatest({ list, rows });

  const showLatest = useCallback(() => {
    const { hasNewer, jumpToLatest } = latest.current.list;
    historical.current = false;
    if (hasNewer) void jumpToLatest().then(scrollToEnd, () => {});
    else scrollToEnd();
  }, [latest, scrollToEnd]);

  const place = useCallback((): ListPlace => {
    const row = heldRow();
    const message = row && latest.current.list.messages.find(({ key }) => key === row.key);
    if (!row || !message || typeof row.top !== "number") return { type: "end" };
    return { type: "row", key: row.key, seq: message.seq ?? 0, top: row.top };
  }, [heldRow, latest]);
  const goTo = useCallback(
    (to: ListPlace) => {
      if (to.type === "end") return showLatest();
      const put = () => placeRow({ key: to.key, top: to.top });
      if (latest.current.list.messages.some(({ key }) => key === to.key)) put();
      else void latest.current.list.jumpToSeq(to.seq).then(put, () => {});
    },
    [latest, placeRow, showLatest],
  );
  const litKey = useJumpTarget({
    list,
    scroll,
    focusKey: roving.focusKey,
    place,
    goTo,
    historical,
  });

  useAnnounceMessages({ cid, threadId, viewerId, mode: announce });
  useMarkRead({ line, viewport: scroll.viewport, messages: list.messages, historical, keptUnread });
  divider.atEnd.current = scroll.atEnd;
  useKeepPlace(placeName(scope), place);

  const { clear, place: placeDivider, readSeq: dividerSeq } = divider;
  const showUnread = useCallback(() => {
    const put = () => placeRow({ key: "unread", top: "quarter" });
    const { rows: now, list: loaded } = latest.current;
    if (now.some(({ type }) => type === "unread")) put();
    else if (dividerSeq !== null) void loaded.jumpToSeq(dividerSeq + 1).then(put, () => {});
  }, [latest, placeRow, dividerSeq]);
  useHotkey("list.oldestUnread", ({ target }) => {
    // In a text that is being written, the same key selects.
    const isWriting = target instanceof HTMLTextAreaElement && target.value !== "";
    if (dividerSeq === null || isWriting) return false;
    showUnread();
    return true;
  });
  const markRead = useCallback(() => {
    keptUnread.current = false;
    line.markRead();
    clear();
  }, [line, clear]);
  const markUnreadFrom = useCallback<LoadedMessageList["markUnreadFrom"]>(
    (message) => {
      if (message.seq === null) return;
      keptUnread.current = true;
      placeDivider(message.seq - 1);
      // A refusal takes the mark back by itself.
      line.markUnread(message.seq).catch(() => {});
    },
    [line, placeDivider],
  );

  onSent.current = () => {
    clear();
    showLatest();
  };
  onCatchUp.current = () => {
    if (unread === 0 && dividerSeq === null) return false;
    markRead();
    showLatest();
    return true;
  };

  return {
    status: "ready",
    cid,
    threadId,
    viewerId,
    channel,
    list,
    rows,
    scroll,
    focused,
    roving,
    pages,
    litKey,
    dividerSeq,
    dividerCount: divider.count,
    unread,
    receiptsKey:
      list.messages.findLast(({ sender, state }) => sender?.id === viewerId && state === "sent")
        ?.key ?? null,
    start,
    showLatest,
    showUnread,
    markRead,
    markUnreadFrom,
    unfold: useCallback(
      (key) =>
        setExpanded((before) => {
          const after = new Set(before);
          if (!after.delete(key)) after.add(key);
          return after;
        }),
      [],
    ),
  };

  function useKeepPlace(name: string, now: () => ListPlace): void {
    useLayoutEffect(() => () => void listPlaces(client).set(name, now()), [name, now]);
  }
}
