import { isShallowEqual, selectChannel, selectTyping, type UserSummary } from "@natter/client";
import { useEffect, useMemo, useRef } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type Typing = {
  /** Who else is typing, in the order they began, without whom the viewer blocked or muted. */
  readonly users: readonly UserSummary[];
  /**
   * Call it on every keystroke: the others are told at most once in three seconds, and that it ended when nothing is typed
   * for five. Nobody is told in a large channel (more than a hundred, where the app has not set it otherwise), nor when the viewer does not show it.
   */
  readonly onKeystroke: () => void;
  readonly stop: () => void;
};

const idleMs = 5_000;

/** Who is typing in a channel, and telling the others that the viewer is. */
export function useTyping(cid: string): Typing {
  const client = useChatClient();
  const users = useChatState((state) => {
    const isLarge = selectChannel(cid)(state)?.degraded.includes("typing") === true;
    const typing = selectTyping(cid)(state);
    if (isLarge || typing.length === 0) return nobody;
    return typing.filter(({ id }) => !state.blocked.includes(id) && !state.muted.includes(id));
  }, isShallowEqual);
  const idle = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const say = useMemo(() => {
    const channel = client.channel(cid);
    const stop = () => {
      clearTimeout(idle.current);
      channel.stopTyping();
    };
    return {
      stop,
      onKeystroke: () => {
        // Until it is known what the viewer shows, nothing is.
        if (client.store.getState().settings?.privacy.typing !== true) return;
        clearTimeout(idle.current);
        idle.current = setTimeout(stop, idleMs);
        channel.typing();
      },
    };
  }, [client, cid]);
  useEffect(() => () => clearTimeout(idle.current), []);
  const needsSettings = useChatState((state) => state.me !== null && state.settings === null);
  useEffect(() => {
    if (needsSettings) client.loadSettings().catch(() => undefined); // then nobody is told
  }, [client, needsSettings]);
  return { users, ...say };
}

const nobody: readonly UserSummary[] = [];
