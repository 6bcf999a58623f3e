import type { ChatMessage, SentMessage } from "@natter/client";
import { useCallback, useState, type ReactElement } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useChannelState } from "../channels/use-channel-state.ts";
import { lazyPart } from "../loading/lazy-part.tsx";
import type { MessageAction, MessageActionsFor } from "../messages/message-action.ts";
import { useCurrentUser } from "../provider/use-current-user.ts";
import { useStrings } from "../strings/use-strings.ts";
import type { Tool, ToolDialogProps } from "./tool-dialog.tsx";

export type MessageTools = {
  /** For a `MessageList`: what it offers by itself, and forwarding, reminding, pinning for a time and reporting. */
  readonly messageActions: MessageActionsFor;
  /** The window that one of them opened, to be put anywhere inside the `Channel`. */
  readonly dialog: ReactElement | null;
};

const ToolDialog = lazyPart<ToolDialogProps>(
  async () => (await import("./tool-dialog.tsx")).ToolDialog,
);

/** The action that the tools stand before; without it they are the last. */
const beforeId = "markUnread";

/** More that can be done with a message than the list does by itself: what opens a window of its own. */
export function useMessageTools(): MessageTools {
  const strings = useStrings();
  const { cid } = useChannelScope();
  const me = useCurrentUser()?.id;
  const { channel, can } = useChannelState(cid);
  const [open, setOpen] = useState<{ readonly tool: Tool; readonly message: SentMessage } | null>(
    null,
  );
  const isMember = channel?.membership != null;
  const canPin = can("pin");
  const messageActions = useCallback<MessageActionsFor>(
    (message, defaults) => {
      const tools = toolsFor(message, { me, isMember, canPin }).map((tool): MessageAction => ({
        id: tool,
        label: strings(`tools.${tool}`),
        ...looks[tool],
        run: () => {
          if (message.state === "sent") setOpen({ tool, message });
        },
      }));
      const at = defaults.findIndex(({ id }) => id === beforeId);
      const place = at < 0 ? defaults.length : at;
      return [...defaults.slice(0, place), ...tools, ...defaults.slice(place)];
    },
    [strings, me, isMember, canPin],
  );
  const close = useCallback(() => setOpen(null), []);
  return {
    messageActions,
    dialog: open && <ToolDialog tool={open.tool} message={open.message} onClose={close} />,
  };
}

const looks: Readonly<Record<Tool, Pick<MessageAction, "icon" | "danger">>> = {
  forward: { icon: "forward" },
  remind: { icon: "bell" },
  pinFor: { icon: "clock" },
  report: { icon: "flag", danger: true },
};

/** What the viewer may do with a message beside the list's own. */
function toolsFor(
  message: ChatMessage,
  viewer: { readonly me: string | undefined; readonly isMember: boolean; readonly canPin: boolean },
): readonly Tool[] {
  if (message.state !== "sent" || message.deletedAt !== null) return [];
  const isSystem = message.kind === "system";
  const isOwn = message.sender?.id === viewer.me;
  const allowed: Readonly<Record<Tool, boolean>> = {
    forward: !isSystem,
    remind: viewer.isMember,
    pinFor: viewer.canPin && !message.pinned && message.threadId === null,
    report: !isOwn && !isSystem,
  };
  // The keys of `looks` are the tools of the record's own type.
  return (Object.keys(looks) as Tool[]).filter((tool) => allowed[tool]);
}
