import type { Message } from "@natter/client";
import { useEffect } from "react";
import { useAnnounce } from "../announcer/announcer.tsx";
import { useLatest } from "../channel/use-latest.ts";
import { useMessageText } from "../components/message-types.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";

/** What comes at once is told at once; then there is a pause, in which what comes is gathered. */
const gatherMs = 100;
const pauseMs = 2_000;
const mostCharacters = 120;

/** Which messages of others are told to those who hear the page. */
export type AnnounceMode = "all" | "mentions" | "off";

type Announced = {
  readonly cid: string;
  readonly threadId: string | null;
  readonly viewerId: string;
  readonly mode: AnnounceMode;
};

/**
 * Says what others write in the open channel or thread: one message by its text, several by their number, at most once in
 * two seconds. What is merely loaded, changed or one's own is not told.
 */
export function useAnnounceMessages(options: Announced): void {
  const client = useChatClient();
  const announce = useLatest(useAnnounce());
  const strings = useLatest(useStrings());
  const textOf = useLatest(useMessageText());
  const latest = useLatest(options);

  useEffect(() => {
    let arrived: Message[] = [];
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tell = () => {
      timer = null;
      const [first] = arrived;
      if (!first) return;
      const count = arrived.length;
      arrived = [];
      const name = first.sender?.name ?? strings.current("message.unknownSender");
      const text = textOf.current(first).slice(0, mostCharacters);
      announce.current(
        count > 1
          ? strings.current("announcer.messages", { count })
          : strings.current("announcer.message", { name, text }),
      );
      timer = setTimeout(tell, pauseMs);
    };
    const stop = client.on("message.new", ({ message }) => {
      if (!isTold(message, latest.current)) return;
      arrived.push(message);
      timer ??= setTimeout(tell, gatherMs);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client, announce, strings, textOf, latest]);
}

function isTold(message: Message, { cid, threadId, viewerId, mode }: Announced): boolean {
  if (message.cid !== cid || message.sender?.id === viewerId || mode === "off") return false;
  const isHere = threadId === null ? message.inChannel : message.threadId === threadId;
  return isHere && (mode === "all" || message.mentions.includes(viewerId));
}
