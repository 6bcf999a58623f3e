import type { ChatMessage } from "@natter/client";
import type { ReactElement } from "react";
import { EmojiPicker } from "../emoji/emoji-picker.tsx";
import { ownQuickReactions } from "../emoji/quick-reactions.ts";
import { isApple } from "../hotkeys/is-apple.ts";
import { showHotkey } from "../hotkeys/show-hotkey.ts";
import {
  EditHistoryDialog,
  ForwardDialog,
  ReminderDialog,
  ReportDialog,
} from "../loading/lazy-parts.ts";
import { Menu } from "../primitives/menu.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import type { MessageAction } from "./message-action.ts";
import type { MessageOverlaysState } from "./use-message-overlays.ts";

export type MessageOverlaysProps = {
  readonly message: ChatMessage;
  readonly actions: readonly MessageAction[];
  readonly overlays: MessageOverlaysState;
  readonly onReact: (emoji: string) => void;
  readonly onDelete: () => void;
};

/** The menu, picker or window that a message has opened. */
export function MessageOverlays(props: MessageOverlaysProps): ReactElement | null {
  const { message, actions, overlays, onReact, onDelete } = props;
  const strings = useStrings();
  const { shown, close, menuPlace, point } = overlays;
  switch (shown) {
    case null:
      return null;
    case "react":
      return <EmojiPicker anchor={overlays.pickerRef} onPick={onReact} onClose={close} />;
    case "delete":
      return <DeleteDialog text={message.text} onDelete={onDelete} onClose={close} />;
    case "forward":
      return message.id === null ? null : <ForwardDialog message={message} onClose={close} />;
    case "remind":
      return message.id === null ? null : <ReminderDialog messageId={message.id} onClose={close} />;
    case "history":
      return message.id === null ? null : <EditHistoryDialog message={message} onClose={close} />;
    case "report":
      return message.id === null ? null : (
        <ReportDialog
          subject={{ type: "message", id: message.id }}
          name={message.sender?.name ?? strings("message.unknownSender")}
          onClose={close}
        />
      );
    case "menu": {
      const canReact = actions.some((action) => action.id === "react");
      const anchors = {
        button: overlays.menuRef,
        row: overlays.rowRef,
        pointer: overlays.pointRef,
      };
      return (
        <>
          {menuPlace === "pointer" && (
            <span
              ref={overlays.pointRef}
              data-part="pointer"
              // Where the pointer is does not depend on the direction of writing.
              style={{ translate: `${point.x}px ${point.y}px` }}
            />
          )}
          <Menu
            label={strings("message.actions")}
            anchor={anchors[menuPlace]}
            sheet={menuPlace === "row"}
            onClose={close}
            shortcuts={(canReact ? ownQuickReactions() : []).map((emoji) => ({
              id: emoji,
              sign: emoji,
              label: strings("message.reactWith", { emoji }),
              run: () => onReact(emoji),
            }))}
            items={actions.map((action) => ({
              ...action,
              shortcut: action.shortcut && showHotkey(action.shortcut, isApple()).join(" "),
            }))}
          />
        </>
      );
    }
    default:
      return shown satisfies never;
  }
}
