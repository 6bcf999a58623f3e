import type { ChatMessage } from "@natter/client";
import type { ReactElement } from "react";
import { useStrings } from "../strings/use-strings.ts";
import { useClockFormat } from "../time/use-clock-format.ts";

/** A message that the server made, or an import: quiet and centred. */
export function SystemMessage({ message }: { readonly message: ChatMessage }): ReactElement {
  const clock = useClockFormat();
  return (
    <div data-part="system">
      <span dir="auto">{message.text}</span>{" "}
      <time dateTime={message.createdAt.toISOString()} title={clock.full(message.createdAt)}>
        {clock.time(message.createdAt)}
      </time>
    </div>
  );
}

export type SystemSummaryProps = {
  readonly messages: readonly ChatMessage[];
  readonly expanded: boolean;
  readonly focusable: boolean;
  readonly onToggle: () => void;
};

/** Several system messages in one line, which unfolds. */
export function SystemSummary(props: SystemSummaryProps): ReactElement {
  const { messages, expanded, focusable, onToggle } = props;
  const strings = useStrings();
  const text = messages[0]?.text ?? "";
  return (
    <button
      type="button"
      data-natter="system-summary"
      data-stop=""
      aria-expanded={expanded}
      tabIndex={focusable ? 0 : -1}
      onClick={onToggle}
    >
      {strings("messages.summary", { text, count: messages.length - 1 })}
    </button>
  );
}
