import type { Quote } from "@natter/client";
import type { ReactElement } from "react";
import { useStrings } from "../strings/use-strings.ts";

export type QuotedMessageProps = {
  readonly quote: Quote;
  readonly onOpen: (messageId: string) => void;
};

/** The message that another one answers, in short; a press shows it in its place. */
export function QuotedMessage({ quote, onOpen }: QuotedMessageProps): ReactElement {
  const strings = useStrings();
  const name = quote.sender?.name ?? strings("message.unknownSender");
  if (quote.deleted) {
    return (
      <div data-natter="quote" data-deleted="">
        {strings("quote.deleted")}
      </div>
    );
  }
  return (
    <button
      type="button"
      data-natter="quote"
      tabIndex={-1}
      title={strings("quote.jump", { name })}
      onClick={() => onOpen(quote.id)}
    >
      <span data-part="quote-sender">
        <bdi>{name}</bdi>
      </span>
      <span data-part="quote-text" dir="auto">
        {quote.text}
      </span>
    </button>
  );
}
