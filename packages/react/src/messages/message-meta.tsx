import type { ChatMessage } from "@natter/client";
import type { ReactElement } from "react";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useDayTime } from "../time/use-day-time.ts";

/** Above a message's text: that it is pinned, was forwarded, or disappears; nothing for most. */
export function MessageMeta({ message }: { readonly message: ChatMessage }): ReactElement | null {
  const { pinned, forward, expiresAt, deletedAt } = message;
  if (deletedAt !== null || (!pinned && !forward && !expiresAt)) return null;
  return <Meta message={message} />;
}

function Meta({ message }: { readonly message: ChatMessage }): ReactElement {
  const strings = useStrings();
  const when = useDayTime();
  const { pinned, forward, expiresAt } = message;
  const somebody = strings("message.unknownSender");
  return (
    <div data-part="meta">
      {pinned && (
        <span data-meta="pinned">
          <Icon name="pin" size={14} />
          {strings("message.pinned", { name: pinned.by?.name ?? somebody })}
        </span>
      )}
      {forward && (
        <span data-meta="forwarded">
          <Icon name="reply" size={14} />
          {strings("message.forwarded", { name: forward.sender?.name ?? somebody })}
        </span>
      )}
      {expiresAt && (
        <span data-meta="expires">
          <Icon name="timer" size={14} />
          {strings("message.expires", { when: when(expiresAt) })}
        </span>
      )}
    </div>
  );
}
