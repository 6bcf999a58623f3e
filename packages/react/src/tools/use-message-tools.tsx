import type { ChatMessage } from "@natter/client";
import { useCallback, useState, type ReactElement } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useChannelState } from "../channels/use-channel-state.ts";
import { PinDialog } from "../loading/lazy-parts.ts";
import type { MessageActionsFor } from "../messages/message-action.ts";
import { useStrings } from "../strings/use-strings.ts";

export type MessageTools = {
  /** For a `MessageList`: what it offers by itself, and pinning for a time. */
  readonly messageActions: MessageActionsFor;
  /** The window that one of them opened, to be put anywhere inside the `Channel`. */
  readonly dialog: ReactElement | null;
};

/** The action that the tools stand after; without it they are the last. */
const afterId = "pin";

/** More that can be done with a message than the list does by itself. */
export function useMessageTools(): MessageTools {
  const strings = useStrings();
  const { cid } = useChannelScope();
  const { can } = useChannelState(cid);
  const [pinning, setPinning] = useState<string | null>(null);
  const canPin = can("pin");
  const messageActions = useCallback<MessageActionsFor>(
    (message, defaults) => {
      if (!canPin || !isPinnable(message)) return defaults;
      const at = defaults.findIndex(({ id }) => id === afterId);
      const place = at < 0 ? defaults.length : at + 1;
      const run = () => setPinning(message.id);
      const pinFor = { id: "pinFor", label: strings("tools.pinFor"), icon: "clock", run } as const;
      return [...defaults.slice(0, place), pinFor, ...defaults.slice(place)];
    },
    [strings, canPin],
  );
  const close = useCallback(() => setPinning(null), []);
  return {
    messageActions,
    dialog: pinning === null ? null : <PinDialog cid={cid} messageId={pinning} onClose={close} />,
  };
}

function isPinnable({ state, deletedAt, pinned, threadId }: ChatMessage): boolean {
  return state === "sent" && deletedAt === null && !pinned && threadId === null;
}
