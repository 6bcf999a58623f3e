import type { ThreadSummary } from "@natter/client";
import type { ReactElement } from "react";
import { Avatar } from "../people/avatar.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useDayTime } from "../time/use-day-time.ts";

export type MessageRepliesProps = {
  readonly thread: ThreadSummary;
  readonly onOpen: () => void;
};

/** How many answered below a message, who and when last; a press shows the thread. */
export function MessageReplies({ thread, onOpen }: MessageRepliesProps): ReactElement {
  const strings = useStrings();
  const when = useDayTime();
  const count = strings("message.replies", { count: thread.replyCount });
  const last = strings("message.repliesLast", { when: when(thread.lastReplyAt) });
  return (
    <button
      type="button"
      data-natter="replies"
      tabIndex={-1}
      title={strings("thread.open")}
      onClick={onOpen}
    >
      <span data-part="faces" aria-hidden="true">
        {thread.participants.slice(0, 3).map(({ id, image }) => (
          <Avatar key={id} id={id} image={image} size="1.25rem" />
        ))}
      </span>
      <span data-part="count">{count}</span> <span data-part="last">{last}</span>
    </button>
  );
}
