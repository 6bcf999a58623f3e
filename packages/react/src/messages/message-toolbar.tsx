import type { ReactElement, RefObject } from "react";
import { IconButton } from "../primitives/button.tsx";
import { quickReactions } from "../emoji/quick-reactions.ts";
import { useStrings } from "../strings/use-strings.ts";
import type { MessageAction, MessageActionId } from "./message-actions.ts";

export type MessageToolbarProps = {
  readonly actions: readonly MessageAction[];
  readonly run: (id: MessageActionId) => void;
  readonly onReact: (emoji: string) => void;
  readonly onMore: () => void;
  /** Whether the menu or the picker it opened is still there. */
  readonly pinned: boolean;
  readonly pickerAnchor: RefObject<HTMLButtonElement | null>;
  readonly menuAnchor: RefObject<HTMLButtonElement | null>;
};

const inBar: readonly MessageActionId[] = ["reply", "edit"];

/** What can be done with the message that the pointer or the focus is on. */
export function MessageToolbar(props: MessageToolbarProps): ReactElement | null {
  const { actions, run, onReact, onMore, pinned, pickerAnchor, menuAnchor } = props;
  const strings = useStrings();
  if (actions.length === 0) return null;
  const canReact = actions.some((action) => action.id === "react");
  return (
    <div
      data-natter="message-toolbar"
      data-pinned={pinned ? "" : undefined}
      role="toolbar"
      aria-label={strings("message.actions")}
    >
      {canReact &&
        quickReactions.slice(0, 3).map((emoji) => (
          <button
            key={emoji}
            type="button"
            data-natter="icon-button"
            data-size="small"
            tabIndex={-1}
            aria-label={strings("message.reactWith", { emoji })}
            title={strings("message.reactWith", { emoji })}
            onClick={() => onReact(emoji)}
          >
            <span data-part="emoji">{emoji}</span>
          </button>
        ))}
      {canReact && (
        <IconButton
          ref={pickerAnchor}
          icon="smile"
          size="small"
          tabIndex={-1}
          label={strings("message.react")}
          onClick={() => run("react")}
        />
      )}
      {actions
        .filter((action) => inBar.includes(action.id))
        .map((action) => (
          <IconButton
            key={action.id}
            icon={action.icon}
            size="small"
            tabIndex={-1}
            label={strings(`message.${action.id}`)}
            onClick={() => run(action.id)}
          />
        ))}
      <IconButton
        ref={menuAnchor}
        icon="more"
        size="small"
        tabIndex={-1}
        label={strings("message.more")}
        aria-haspopup="menu"
        onClick={onMore}
      />
    </div>
  );
}
