import type { ReactElement, RefObject } from "react";
import { quickReactions } from "../emoji/quick-reactions.ts";
import { IconButton } from "../primitives/button.tsx";
import { useStrings } from "../strings/use-strings.ts";
import type { MessageAction } from "./message-action.ts";

export type MessageToolbarProps = {
  readonly actions: readonly MessageAction[];
  readonly onReact: (emoji: string) => void;
  readonly onMore: () => void;
  /** Whether the menu or the picker it opened is still there. */
  readonly pinned: boolean;
  readonly pickerAnchor: RefObject<HTMLButtonElement | null>;
  readonly menuAnchor: RefObject<HTMLButtonElement | null>;
};

/** What can be done with the message that the pointer or the focus is on. */
export function MessageToolbar(props: MessageToolbarProps): ReactElement | null {
  const { actions, onReact, onMore, pinned, pickerAnchor, menuAnchor } = props;
  const strings = useStrings();
  if (actions.length === 0) return null;
  const react = actions.find((action) => action.id === "react");
  return (
    <div
      data-natter="message-toolbar"
      data-pinned={pinned ? "" : undefined}
      role="toolbar"
      aria-label={strings("message.actions")}
    >
      {react &&
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
      {react && (
        <IconButton
          ref={pickerAnchor}
          icon="smile"
          size="small"
          tabIndex={-1}
          label={react.label}
          onClick={react.run}
        />
      )}
      {actions
        .filter((action) => action.inToolbar)
        .map(({ id, icon = "more", label, run }) => (
          <IconButton
            key={id}
            icon={icon}
            size="small"
            tabIndex={-1}
            label={label}
            data-action={id}
            onClick={run}
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
