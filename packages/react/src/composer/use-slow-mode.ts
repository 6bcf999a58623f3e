import { selectThreadWindow, selectWindow } from "@natter/client";
import { useEffect, useState } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useCurrentUser } from "../provider/use-current-user.ts";

/** The seconds until the viewer may write again in a channel in slow mode; 0 when they may. It counts down by itself. */
export function useSlowMode(cid: string, threadId: string | null = null): number {
  const { channel, can } = useChannelState(cid);
  const me = useCurrentUser();
  const select = threadId === null ? selectWindow(cid) : selectThreadWindow(cid, threadId);
  const seconds = channel === null || can("slow-mode") ? 0 : channel.slowModeSeconds;
  const lastSentAt = useChatState((state) => {
    if (seconds === 0) return null;
    const last = select(state).items.findLast(
      (message) => message.sender?.id === me?.id && message.state !== "failed",
    );
    return last?.createdAt.getTime() ?? null;
  });
  const [now, setNow] = useState(() => Date.now());
  const until = lastSentAt === null ? 0 : lastSentAt + seconds * 1_000;
  // The server's clock may be ahead of this one: nobody waits longer than once through.
  const left = Math.min(seconds, Math.max(0, Math.ceil((until - now) / 1_000)));
  useEffect(() => {
    setNow(Date.now());
    if (until <= Date.now()) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
