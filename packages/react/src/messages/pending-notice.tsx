import type { PendingMessage } from "@natter/client";
import type { ReactElement } from "react";
import { Icon } from "../primitives/icon.tsx";
import { useDelayed } from "../primitives/use-delayed.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useMessageCommands } from "./use-message-commands.ts";

export type PendingNoticeProps = { readonly message: PendingMessage };

/** What has become of a message that is not sent yet; nothing in the first second of sending. */
export function PendingNotice({ message }: PendingNoticeProps): ReactElement | null {
  const strings = useStrings();
  const commands = useMessageCommands(message, message.sender?.id ?? "");
  const slow = useDelayed(message.state === "sending", 1_000);
  if (message.state === "failed") {
    const isBlocked = message.error?.code === "moderation.blocked";
    return (
      <div data-natter="pending" data-state="failed">
        <Icon name="alert" size={16} />
        <span>
          {strings("message.failed")} {message.error?.message}
        </span>
        {!isBlocked && (
          <button type="button" tabIndex={-1} onClick={commands.retry}>
            {strings("message.retry")}
          </button>
        )}
        <button type="button" tabIndex={-1} onClick={commands.copy}>
          {strings("message.copy")}
        </button>
        <button type="button" tabIndex={-1} onClick={commands.discard}>
          {strings("message.discard")}
        </button>
      </div>
    );
  }
  if (message.state === "sending" && !slow) return null;
  return (
    <div data-natter="pending" data-state={message.state}>
      <Icon name="clock" size={14} />
      {strings(message.state === "queued" ? "message.queued" : "message.pending")}
    </div>
  );
}
