import type { ChatMessage } from "@natter/client";
import { useEffect, useRef, useState, type RefObject } from "react";
import { useAnnounce } from "../announcer/announcer.tsx";
import { useChannelScope } from "../channel/channel-context.ts";
import { useLatest } from "../channel/use-latest.ts";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import type { ListPlace } from "./list-place.ts";
import type { MessageListVirtualizer } from "./use-message-list-virtualizer.ts";
import type { Messages } from "./use-messages.ts";

const litMs = 2_000;

type JumpTarget = {
  readonly list: Messages;
  readonly scroll: MessageListVirtualizer;
  readonly focusKey: (key: string) => void;
  readonly place: () => ListPlace;
  readonly goTo: (place: ListPlace) => void;
  /** Set while a stretch of the history is shown that somebody jumped to: being shown is not being read. */
  readonly historical: RefObject<boolean>;
};

/**
 * Shows the message that somebody wants to see, fetching the history around it if need be, and answers the lit key. When
 * the wish is taken back, as by the browser's back button, the reader is where they were before it.
 */
export function useJumpTarget(options: JumpTarget): string | null {
  const { list, scroll, focusKey, historical } = options;
  const { target } = useChannelScope();
  const announce = useAnnounce();
  const toast = useToast();
  const strings = useStrings();
  const [lit, setLit] = useState<string | null>(null);
  const done = useRef<object | null>(null);
  const asked = useRef<object | null>(null);
  const before = useRef<ListPlace | null>(null);
  const latest = useLatest(options);

  const { messages, jumpTo } = list;
  const { scrollToKey, viewport } = scroll;
  useEffect(() => {
    if (target === null) {
      const back = before.current;
      before.current = null;
      if (back) latest.current.goTo(back);
      return;
    }
    // Before the list is in the page nothing in it can have the focus.
    if (done.current === target || !viewport) return;
    before.current ??= latest.current.place();
    const show = (message: ChatMessage, key = message.key) => {
      done.current = target;
      historical.current = true;
      focusKey(key);
      scrollToKey(key);
      setLit(key);
      const name = message.sender?.name ?? strings("message.unknownSender");
      announce(strings("messages.jumped", { name }));
    };
    const found = messages.find((message) => message.id === target.messageId);
    if (found) {
      show(found);
      if (found.deletedAt !== null) toast(strings("message.deleted"));
    } else if (asked.current !== target) {
      asked.current = target;
      jumpTo(target.messageId)
        .then(() => {
          if (done.current === target) return;
          const loaded = latest.current.list.messages;
          const near = nearestTo(target.messageId, loaded);
          if (loaded.some((message) => message.id === target.messageId) || !near) return;
          show(near);
          toast(strings("messages.quoteGone"));
        })
        .catch(() => {
          done.current = target;
          toast(strings("messages.quoteGone"));
        });
    }
  }, [
    target,
    viewport,
    messages,
    jumpTo,
    scrollToKey,
    focusKey,
    announce,
    toast,
    strings,
    historical,
    latest,
  ]);

  useEffect(() => {
    if (lit === null) return;
    const timer = setTimeout(() => setLit(null), litMs);
    return () => clearTimeout(timer);
  }, [lit]);
  return lit;
}

/** The message that stands where a removed one stood: ids are UUIDs of version 7, whose order is that of their making. */
function nearestTo(id: string, messages: readonly ChatMessage[]): ChatMessage | undefined {
  return messages.find((message) => message.id !== null && message.id > id) ?? messages.at(-1);
}
