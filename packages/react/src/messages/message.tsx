import type { Capability, ChatMessage } from "@natter/client";
import { memo, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { Menu } from "../primitives/menu.tsx";
import { quickReactions } from "../emoji/quick-reactions.ts";
import { EmojiPicker } from "../emoji/emoji-picker.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useClockFormat } from "../time/use-clock-format.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { DeliveryTicks } from "./delivery-ticks.tsx";
import { messageActions, type MessageActionId } from "./message-actions.ts";
import type { MessageGroup } from "./message-rows.ts";
import { MessageContent, SystemText } from "./message-content.tsx";
import { MessageToolbar } from "./message-toolbar.tsx";
import { useLongPress } from "./use-long-press.ts";
import { useMessageCommands } from "./use-message-commands.ts";

export type MessageProps = {
  readonly message: ChatMessage;
  readonly group: MessageGroup;
  readonly viewerId: string;
  readonly capabilities: readonly Capability[];
  readonly highlighted: boolean;
  /** Whether it is the list's one stop for the Tab key. */
  readonly focusable: boolean;
  /** Whether delivery ticks are shown: in direct channels. */
  readonly ticks: boolean;
};

type Open = "picker" | "menu" | "delete" | null;

const DefaultMessage = memo(function Message(props: MessageProps): ReactElement {
  const { message, group, viewerId, capabilities, highlighted, focusable, ticks } = props;
  const strings = useStrings();
  const own = message.sender?.id === viewerId;
  const actions = messageActions(message, { own, capabilities });
  const commands = useMessageCommands(message, viewerId);
  const [open, setOpen] = useState<Open>(null);
  const rowRef = useRef<HTMLElement>(null);
  const pickerAnchor = useRef<HTMLButtonElement>(null);
  const menuAnchor = useRef<HTMLButtonElement>(null);
  const [menuOnRow, setMenuOnRow] = useState(false);
  const openMenu = (onRow: boolean) => {
    if (actions.length === 0) return;
    setMenuOnRow(onRow);
    setOpen("menu");
  };
  const longPress = useLongPress(() => openMenu(true));

  const run = (id: MessageActionId) => {
    if (id === "react") setOpen("picker");
    else if (id === "delete") setOpen("delete");
    else commands[id]();
  };
  const canReact = actions.some((action) => action.id === "react");
  const shortcuts = (canReact ? quickReactions : []).map((emoji) => ({
    id: emoji,
    sign: emoji,
    label: strings("message.reactWith", { emoji }),
    run: () => commands.react(emoji),
  }));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const action = actions.find((one) => one.shortcut === event.key);
    const wantsMenu = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    if (!wantsMenu && (!action || event.ctrlKey || event.metaKey || event.altKey)) return;
    event.preventDefault();
    event.stopPropagation();
    if (wantsMenu) openMenu(false);
    else if (action) run(action.id);
  };

  return (
    <article
      ref={rowRef}
      data-natter="message"
      data-group={group}
      data-kind={message.kind}
      data-own={own ? "" : undefined}
      data-status={message.state}
      data-deleted={message.deletedAt ? "" : undefined}
      data-highlighted={highlighted ? "" : undefined}
      tabIndex={focusable ? 0 : -1}
      aria-label={useMessageName(message)}
      onKeyDown={onKeyDown}
      {...longPress}
    >
      {message.kind === "system" ? (
        <SystemText message={message} />
      ) : (
        <MessageContent message={message} group={group} viewerId={viewerId}>
          {ticks && own && message.deletedAt === null && (
            <DeliveryTicks cid={message.cid} message={message} />
          )}
        </MessageContent>
      )}
      <MessageToolbar
        actions={actions}
        run={run}
        onReact={commands.react}
        onMore={() => openMenu(false)}
        pinned={open === "menu" || open === "picker"}
        pickerAnchor={pickerAnchor}
        menuAnchor={menuAnchor}
      />
      {open === "picker" && (
        <EmojiPicker anchor={pickerAnchor} onPick={commands.react} onClose={() => setOpen(null)} />
      )}
      {open === "menu" && (
        <Menu
          label={strings("message.actions")}
          anchor={menuOnRow ? rowRef : menuAnchor}
          onClose={() => setOpen(null)}
          shortcuts={shortcuts}
          items={actions.map((action) => ({
            id: action.id,
            icon: action.icon,
            danger: action.danger,
            label: strings(`message.${action.id}`),
            run: () => run(action.id),
          }))}
        />
      )}
      {open === "delete" && (
        <DeleteDialog
          text={message.text}
          onDelete={commands.delete}
          onClose={() => setOpen(null)}
        />
      )}
    </article>
  );
});

/** One message with everything that can be done with it by pointer, touch and keys. */
export const Message = slot("Message", DefaultMessage);

function useMessageName(message: ChatMessage): string {
  const strings = useStrings();
  const clock = useClockFormat();
  const name = message.sender?.name ?? strings("message.unknownSender");
  const text = message.deletedAt ? strings("message.deleted") : message.text;
  const parts = [`${name}, ${clock.time(message.createdAt)}: ${text}`];
  if (message.kind === "system") return `${message.text}, ${clock.time(message.createdAt)}`;
  if (message.editedAt && !message.deletedAt) parts.push(strings("message.edited"));
  if (message.state === "failed") parts.push(strings("message.failed"));
  for (const { type, count } of message.reactions) {
    parts.push(strings("reactions.count", { emoji: type, count }));
  }
  return parts.join(", ");
}
