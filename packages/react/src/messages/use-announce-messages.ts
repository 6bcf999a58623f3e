import type { ChatMessage } from "@natter/client";
import { useEffect, useRef } from "react";
import { useAnnounce } from "../announcer/announcer.tsx";
import { useStrings } from "../strings/use-strings.ts";

const batchMs = 2_000;

/** Says what others write in the open channel: one message by its text, several within two seconds by their number. */
export function useAnnounceMessages(messages: readonly ChatMessage[], viewerId: string): void {
  const announce = useAnnounce();
  const strings = useStrings();
  const said = useRef<number | null>(null);
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; count: number } | null>(null);

  useEffect(() => {
    const newest = messages.findLast((message) => message.state === "sent")?.seq ?? 0;
    const from = said.current;
    said.current = Math.max(newest, from ?? 0);
    if (from === null) return;
    const fresh = messages.filter(
      (message) =>
        message.state === "sent" && message.seq > from && message.sender?.id !== viewerId,
    );
    const last = fresh.at(-1);
    if (!last) return;
    const sayMany = () => {
      const count = waiting.current?.count ?? 0;
      waiting.current = null;
      if (count > 0) announce(strings("announcer.messages", { count }));
    };
    if (waiting.current) {
      waiting.current.count += fresh.length;
      return;
    }
    waiting.current = { timer: setTimeout(sayMany, batchMs), count: 0 };
    if (fresh.length > 1) announce(strings("announcer.messages", { count: fresh.length }));
    else {
      const name = last.sender?.name ?? strings("message.unknownSender");
      announce(strings("announcer.message", { name, text: last.text.slice(0, 120) }));
    }
  }, [messages, viewerId, announce, strings]);

  useEffect(
    () => () => {
      if (waiting.current) clearTimeout(waiting.current.timer);
    },
    [],
  );
}
