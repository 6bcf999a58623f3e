import type { ChatMessage } from "@natter/client";
import { useEffect, useRef } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import type { ReadLine } from "./use-read-line.ts";

const seenMs = 500;

type MarkRead = {
  readonly line: ReadLine;
  readonly viewport: HTMLElement | null;
  readonly messages: readonly ChatMessage[];
};

/**
 * Marks as read what was really seen: at least half of the message in view for half a second,
 * in a tab that is visible and has the focus.
 */
export function useMarkRead({ line, viewport, messages }: MarkRead): void {
  const { store } = useChatClient();
  const latest = useRef(messages);
  latest.current = messages;

  useEffect(() => {
    if (!viewport) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const mark = () => {
      timer = null;
      if (document.visibilityState !== "visible" || !document.hasFocus()) return;
      const key = lastSeenKey(viewport);
      const message = latest.current.findLast((one) => one.key === key);
      const seq = message && newestSeqUpTo(latest.current, message);
      const read = line.seqIn(store.getState());
      if (seq && read !== null && seq > read) line.markRead(seq);
    };
    const look = () => {
      timer ??= setTimeout(mark, seenMs);
    };
    look();
    viewport.addEventListener("scroll", look, { passive: true });
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      if (timer) clearTimeout(timer);
      viewport.removeEventListener("scroll", look);
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [store, line, viewport, messages]);
}

function lastSeenKey(viewport: HTMLElement): string | undefined {
  const view = viewport.getBoundingClientRect();
  const rows = [...viewport.querySelectorAll<HTMLElement>("[data-key]")];
  const seen = rows.findLast((row) => {
    const box = row.getBoundingClientRect();
    const shown = Math.min(box.bottom, view.bottom) - Math.max(box.top, view.top);
    const bottomInView = box.bottom <= view.bottom + 1 && box.bottom > view.top;
    return shown >= box.height / 2 || bottomInView;
  });
  return seen?.dataset["key"];
}

// An own message that is not confirmed yet stands last: what counts is the confirmed one before it.
function newestSeqUpTo(messages: readonly ChatMessage[], message: ChatMessage): number | null {
  if (message.seq !== null) return message.seq;
  return messages.findLast((one) => one.seq !== null)?.seq ?? null;
}
