import { useEffect, useRef, useState } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import type { MessageListVirtualizer } from "./use-message-list-virtualizer.ts";
import type { Messages } from "./use-messages.ts";

const litMs = 2_000;

type JumpTarget = {
  readonly list: Messages;
  readonly scroll: MessageListVirtualizer;
  readonly focusKey: (key: string) => void;
};

/** Shows the message that somebody wants to see, fetching the history around it if need be. Answers the lit key. */
export function useJumpTarget({ list, scroll, focusKey }: JumpTarget): string | null {
  const { target } = useChannelScope();
  const toast = useToast();
  const strings = useStrings();
  const [lit, setLit] = useState<string | null>(null);
  const done = useRef<object | null>(null);
  const asked = useRef<object | null>(null);

  const { messages, jumpTo } = list;
  const { scrollToKey } = scroll;
  useEffect(() => {
    if (!target || done.current === target) return;
    const found = messages.find((message) => message.id === target.messageId);
    if (found) {
      done.current = target;
      focusKey(found.key);
      scrollToKey(found.key);
      setLit(found.key);
    } else if (asked.current !== target) {
      asked.current = target;
      jumpTo(target.messageId).catch(() => {
        done.current = target;
        toast(strings("messages.quoteGone"));
      });
    }
  }, [target, messages, jumpTo, scrollToKey, focusKey, toast, strings]);

  useEffect(() => {
    if (lit === null) return;
    const timer = setTimeout(() => setLit(null), litMs);
    return () => clearTimeout(timer);
  }, [lit]);
  return lit;
}
