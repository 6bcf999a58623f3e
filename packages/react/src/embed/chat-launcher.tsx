import { useEffect, useId, useRef, useState, type ReactElement, type ReactNode } from "react";
import { Chat } from "../chat/chat.tsx";
import { slot } from "../components/slot.tsx";
import { useConnection } from "../connection/use-connection.ts";
import { Icon } from "../primitives/icon.tsx";
import { Layer } from "../primitives/layer.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { UnreadBadge } from "../unread/unread-badge.tsx";
import { useUnread } from "../unread/use-unread.ts";

export type ChatLauncherProps = {
  /** In which corner of the window. */
  readonly position?: "end" | "start";
  /** Whether it is open, when the page decides it. */
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** What is inside; the widget's layout of `Chat` when not given. */
  readonly children?: ReactNode;
};

/** A round button in the corner of a page that opens the chat above it; on a phone the chat takes the whole window. */
export const ChatLauncher = slot("ChatLauncher", DefaultChatLauncher);

function DefaultChatLauncher(props: ChatLauncherProps): ReactElement {
  const { position = "end", onOpenChange, children } = props;
  const strings = useStrings();
  const { count } = useUnread();
  const { isConnected, status } = useConnection();
  const [chosen, setChosen] = useState(false);
  const isOpen = props.open ?? chosen;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const change = (open: boolean) => {
    setChosen(open);
    onOpenChange?.(open);
    if (!open) button.current?.focus();
  };
  useEffect(() => {
    if (isOpen) panel.current?.focus();
  }, [isOpen]);
  const isOffline = !isConnected && status !== "idle";
  const name = [
    strings(isOpen ? "embed.close" : "embed.open"),
    ...(count > 0 ? [strings("channels.unread", { count })] : []),
    ...(isOffline ? [strings("presence.offline")] : []),
  ];
  return (
    <div data-natter="launcher" data-position={position} data-open={isOpen ? "" : undefined}>
      {isOpen && (
        <Layer>
          <div
            ref={panel}
            id={id}
            data-natter="launcher-panel"
            data-position={position}
            role="dialog"
            aria-label={strings("embed.title")}
            tabIndex={-1}
            onKeyDown={(event) => {
              if (event.key !== "Escape" || event.defaultPrevented) return;
              event.preventDefault();
              change(false);
            }}
          >
            {children ?? <Chat layout="widget" />}
          </div>
        </Layer>
      )}
      <button
        ref={button}
        type="button"
        data-part="button"
        aria-label={name.join(", ")}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => change(!isOpen)}
      >
        <Icon name={isOpen ? "close" : "message"} size={26} />
        <span aria-hidden="true">{!isOpen && <UnreadBadge count={count} />}</span>
        {isOffline && <span data-part="offline" aria-hidden="true" />}
      </button>
    </div>
  );
}
