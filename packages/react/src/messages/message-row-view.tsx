import type { ChatMessage } from "@natter/client";
import { memo, useContext, type ReactElement, type ReactNode } from "react";
import { slot } from "../components/slot.tsx";
import { useStrings, WordingContext } from "../strings/use-strings.ts";
import { dayLabel } from "../time/day-label.ts";
import { useToday } from "../time/use-today.ts";
import { Message, type MessageProps } from "./message.tsx";
import type { MessageRow } from "./message-rows.ts";
import { SystemSummary } from "./system-message.tsx";

export type MessageRowViewProps = Pick<
  MessageProps,
  "viewerId" | "highlighted" | "focusable" | "receipts"
> & {
  readonly row: MessageRow<ChatMessage>;
  /** The name of the channel. */
  readonly title: string;
  readonly inThread: boolean;
  readonly start: ReactNode;
  readonly onUnfold: (key: string) => void;
};

/** One row of the list, of whichever kind. */
export function MessageRowView(props: MessageRowViewProps): ReactElement | null {
  const { row, title, inThread, start, focusable, onUnfold } = props;
  const strings = useStrings();
  switch (row.type) {
    case "start":
      if (start === undefined && inThread) return null;
      return (
        <div data-natter="channel-start">{start ?? strings("messages.start", { name: title })}</div>
      );
    case "day":
      return <DateSeparator date={row.date} />;
    case "unread":
      return <UnreadDivider />;
    case "summary":
      return (
        <SystemSummary
          messages={row.messages}
          expanded={row.expanded}
          focusable={focusable}
          onToggle={() => onUnfold(row.key)}
        />
      );
    case "message":
      return (
        <Message
          message={row.message}
          group={row.group}
          viewerId={props.viewerId}
          highlighted={props.highlighted}
          focusable={focusable}
          receipts={props.receipts}
        />
      );
    default:
      return row satisfies never;
  }
}

export type DateSeparatorProps = { readonly date: Date };

/** The day that begins here, by the viewer's calendar. */
export const DateSeparator = slot("DateSeparator", memo(DefaultDateSeparator));

function DefaultDateSeparator(props: DateSeparatorProps): ReactElement {
  const label = useDayLabel(props.date);
  return (
    <div data-natter="date-separator" role="separator" aria-label={label}>
      <span>{label}</span>
    </div>
  );
}

/** A day in words that stay right past midnight. */
export function useDayLabel(date: Date): string {
  const say = useStrings();
  const { now } = useToday();
  const { locale } = useContext(WordingContext);
  return dayLabel(date, now, { say, ...(locale ? { locale } : {}) });
}

/** What follows was not read when the channel was opened. */
export function UnreadDivider(): ReactElement {
  const strings = useStrings();
  return (
    <div data-natter="unread-divider" role="separator" aria-label={strings("messages.new")}>
      <span>{strings("messages.new")}</span>
    </div>
  );
}
