import { useState, type ReactElement } from "react";
import { Button } from "../primitives/button.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useDayTime } from "../time/use-day-time.ts";
import { useMessageList, type LoadedMessageList } from "./message-list-context.ts";

/**
 * Over the list while what is new begins above the view and has not been seen: how much since when, a way there, and a way
 * to be done with it.
 */
export function UnreadBar(): ReactElement | null {
  const list = useMessageList();
  const [seenSeq, setSeenSeq] = useState<number | null>(null);
  if (list.status !== "ready" || list.dividerSeq === null || list.dividerCount === 0) return null;
  if (list.dividerSeq === seenSeq) return null;
  const divider = list.rows.findIndex(({ type }) => type === "unread");
  const isAbove = divider < 0 ? list.list.hasOlder : divider < list.scroll.topIndex();
  // Changed while rendering: once the divider was in view, the bar has said what it had to say.
  if (divider >= 0 && !isAbove && list.scroll.viewport?.scrollTop) setSeenSeq(list.dividerSeq);
  return isAbove ? <Bar list={list} divider={divider} /> : null;
}

type BarProps = { readonly list: LoadedMessageList; readonly divider: number };

function Bar({ list, divider }: BarProps): ReactElement {
  const strings = useStrings();
  const when = useDayTime();
  const { rows, dividerCount: count, showUnread, markRead } = list;
  const first = divider < 0 ? undefined : rows[divider + 1];
  const text =
    first?.type === "message"
      ? strings("messages.since", { count, when: when(first.message.createdAt) })
      : strings("messages.unread", { count });
  return (
    <div data-natter="unread-bar" role="status">
      <button type="button" data-part="jump" onClick={showUnread}>
        <Icon name="up" size={16} />
        <span>{text}</span>
      </button>
      <Button size="small" variant="ghost" onClick={markRead}>
        {strings("messages.markRead")}
      </Button>
    </div>
  );
}
