import type { ChatMessage } from "@natter/client";
import { useEffect, type RefObject } from "react";
import { useLatest } from "../channel/use-latest.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { isLooking, onActivity } from "./is-looking.ts";
import type { ReadLine } from "./use-read-line.ts";

const seenMs = 500;

type MarkRead = {
  readonly line: ReadLine;
  readonly viewport: HTMLElement | null;
  readonly messages: readonly ChatMessage[];
  /** While one of these is set, being shown is not being read. */
  readonly historical: RefObject<boolean>;
  readonly keptUnread: RefObject<boolean>;
};

/**
 * Marks as read what was really seen: at least half of the message, or its end, in view for half a second, in a tab that is
 * visible and has the focus, by somebody who is there.
 */
export function useMarkRead(options: MarkRead): void {
  const { line, viewport, messages } = options;
  const { store } = useChatClient();
  const latest = useLatest(options);

  useEffect(() => {
    if (!viewport) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // What is in view now is there since then.
    let movedAt = 0;
    const watch = () => {
      if (timer || !isLooking()) return;
      const from = lastSeenSeq(viewport, latest.current.messages);
      timer = setTimeout(
        () => {
          timer = undefined;
          const { historical, keptUnread } = latest.current;
          if (!isLooking() || historical.current || keptUnread.current) return;
          const now = lastSeenSeq(viewport, latest.current.messages);
          const seen = Math.min(from, now);
          const read = line.seqIn(store.getState());
          if (read !== null && seen > read) line.markRead(seen);
          // What came into view meanwhile gets the rest of its own half second.
          if (now > from) watch();
        },
        movedAt + seenMs - Date.now(),
      );
    };
    const look = () => {
      movedAt = Date.now();
      watch();
    };
    viewport.addEventListener("scroll", look, { passive: true });
    const stopHearing = onActivity(look);
    look();
    return () => {
      clearTimeout(timer);
      viewport.removeEventListener("scroll", look);
      stopHearing();
    };
  }, [store, line, viewport, messages, latest]);
}

/** The number of the last confirmed message that is seen; 0 for none. */
function lastSeenSeq(viewport: HTMLElement, messages: readonly ChatMessage[]): number {
  const view = viewport.getBoundingClientRect();
  const rows = [...viewport.querySelectorAll<HTMLElement>("[data-key]")];
  const seen = rows.findLast((row) => {
    const box = row.getBoundingClientRect();
    if (box.height === 0) return false;
    const shown = Math.min(box.bottom, view.bottom) - Math.max(box.top, view.top);
    const endInView = box.bottom <= view.bottom + 1 && box.bottom > view.top;
    return shown >= box.height / 2 || endInView;
  });
  const key = seen?.dataset["key"];
  const at = messages.findLastIndex((message) => message.key === key);
  // An own message that is not confirmed yet stands last: what counts is the confirmed one before it.
  return messages.slice(0, at + 1).findLast((message) => message.seq !== null)?.seq ?? 0;
}
