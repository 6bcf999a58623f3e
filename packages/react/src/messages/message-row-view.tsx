import type { Capability, Channel, ChatMessage } from "@natter/client";
import { useContext, type ReactElement, type ReactNode } from "react";
import { slot } from "../components/slot.tsx";
import { useStrings, WordingContext } from "../strings/use-strings.ts";
import { dayLabel } from "../time/day-label.ts";
import { Message } from "./message.tsx";
import type { MessageRow } from "./message-rows.ts";

export type MessageRowViewProps = {
  readonly row: MessageRow<ChatMessage>;
  readonly channel: Channel | null;
  readonly viewerId: string;
  readonly start: ReactNode;
  readonly highlighted: boolean;
  readonly focusable: boolean;
};

const none: readonly Capability[] = [];

/** One row of the list, of whichever kind. */
export function MessageRowView(props: MessageRowViewProps): ReactElement {
  const { row, channel, viewerId, start, highlighted, focusable } = props;
  const strings = useStrings();
  switch (row.type) {
    case "start":
      return (
        <div data-natter="channel-start">
          {start ?? strings("messages.start", { name: channel?.title ?? "" })}
        </div>
      );
    case "day":
      return <DateSeparator date={row.date} />;
    case "unread":
      return (
        <div data-natter="unread-divider" role="separator" aria-label={strings("messages.new")}>
          <span>{strings("messages.new")}</span>
        </div>
      );
    case "message":
      return (
        <Message
          message={row.message}
          group={row.group}
          viewerId={viewerId}
          capabilities={channel?.capabilities ?? none}
          highlighted={highlighted}
          focusable={focusable}
          ticks={channel?.kind === "direct"}
        />
      );
    default:
      return row satisfies never;
  }
}

export type DateSeparatorProps = { readonly date: Date };

/** The day that begins here, by the viewer's calendar. */
export const DateSeparator = slot("DateSeparator", DefaultDateSeparator);

function DefaultDateSeparator({ date }: DateSeparatorProps): ReactElement {
  const say = useStrings();
  const { locale } = useContext(WordingContext);
  const label = dayLabel(date, new Date(), { say, ...(locale ? { locale } : {}) });
  return (
    <div data-natter="date-separator" role="separator" aria-label={label}>
      <span>{label}</span>
    </div>
  );
}
