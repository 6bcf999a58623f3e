import type { ChatMessage } from "@natter/client";
import { lazy, memo, Suspense, type ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { lazyPart } from "../loading/lazy-part.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { DeliveryTicks } from "./delivery-ticks.tsx";
import { MessageContent } from "./message-content.tsx";
import { MessageErrorBoundary } from "./message-error-boundary.tsx";
import type { MessageToolbarProps } from "./message-toolbar.tsx";
import type { MessageGroup } from "./message-rows.ts";
import type { ReadReceiptsProps } from "./read-receipts.tsx";
import { SystemMessage } from "./system-message.tsx";
import { useMessageActions } from "./use-message-actions.ts";
import { useMessageCommands } from "./use-message-commands.ts";
import { useMessageGestures } from "./use-message-gestures.ts";
import { useMessageName } from "./use-message-name.ts";
import { useMessageOverlays } from "./use-message-overlays.ts";

export type MessageProps = {
  readonly message: ChatMessage;
  readonly group: MessageGroup;
  readonly viewerId: string;
  readonly highlighted: boolean;
  /** Whether it is the list's one stop for the Tab key. */
  readonly focusable: boolean;
  /** How it is shown who has read it: `ticks` in direct channels, `faces` below the viewer's last one in groups. */
  readonly receipts: "ticks" | "faces" | null;
};

// What a message opens is fetched when the first one is opened.
const MessageOverlays = lazy(async () => ({
  default: (await import("./message-overlays.tsx")).MessageOverlays,
}));

const MessageToolbar = lazyPart<MessageToolbarProps>(
  async () => (await import("./message-toolbar.tsx")).MessageToolbar,
);
const ReadReceipts = lazyPart<ReadReceiptsProps>(
  async () => (await import("./read-receipts.tsx")).ReadReceipts,
);

const DefaultMessage = memo(function Message(props: MessageProps): ReactElement {
  const strings = useStrings();
  const broken = <p data-part="broken">{strings("error.generic")}</p>;
  return (
    <MessageErrorBoundary
      fallback={
        <article
          data-natter="message"
          data-broken=""
          data-stop=""
          tabIndex={props.focusable ? 0 : -1}
        >
          {broken}
        </article>
      }
    >
      <WholeMessage {...props} />
    </MessageErrorBoundary>
  );
});

/** One message with everything that can be done with it by pointer, touch and keys. */
export const Message = slot("Message", DefaultMessage);

function WholeMessage(props: MessageProps): ReactElement {
  const { message, group, viewerId, highlighted, focusable, receipts } = props;
  const own = message.sender?.id === viewerId;
  const overlays = useMessageOverlays();
  const actions = useMessageActions(message, overlays.open);
  const commands = useMessageCommands(message, viewerId);
  const gestures = useMessageGestures(actions, overlays);
  const blocked = message.error?.code === "moderation.blocked";

  return (
    <article
      ref={overlays.rowRef}
      data-natter="message"
      data-stop=""
      data-group={group}
      data-kind={message.kind}
      data-own={own ? "" : undefined}
      data-status={message.state}
      data-blocked={blocked ? "" : undefined}
      data-deleted={message.deletedAt ? "" : undefined}
      data-pinned={message.pinned ? "" : undefined}
      data-highlighted={highlighted ? "" : undefined}
      tabIndex={focusable ? 0 : -1}
      aria-label={useMessageName(message)}
      {...gestures}
    >
      {message.kind === "system" ? (
        <SystemMessage message={message} />
      ) : (
        <MessageContent message={message} group={group} onHistory={() => overlays.open("history")}>
          {receipts === "ticks" && own && message.deletedAt === null && (
            <DeliveryTicks cid={message.cid} message={message} />
          )}
        </MessageContent>
      )}
      {receipts === "faces" && <ReadReceipts message={message} />}
      <MessageToolbar
        actions={actions}
        onReact={commands.react}
        onMore={() => overlays.openMenu("button")}
        pinned={overlays.shown === "menu" || overlays.shown === "react"}
        pickerAnchor={overlays.pickerRef}
        menuAnchor={overlays.menuRef}
      />
      {overlays.shown !== null && (
        <Suspense fallback={null}>
          <MessageOverlays
            message={message}
            actions={actions}
            overlays={overlays}
            onReact={commands.react}
            onDelete={commands.delete}
          />
        </Suspense>
      )}
    </article>
  );
}
