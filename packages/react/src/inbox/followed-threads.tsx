import type { Message, Thread } from "@natter/client";
import type { ReactElement } from "react";
import { AsyncView } from "../loading/async-view.tsx";
import { MessagePreview } from "../previews/message-preview.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useFollowedThreads } from "./use-followed-threads.ts";

export type FollowedThreadsProps = { readonly onOpen: (root: Message) => void };

/** The threads that the viewer follows, those with something new first. */
export function FollowedThreads({ onOpen }: FollowedThreadsProps): ReactElement {
  const strings = useStrings();
  const list = useFollowedThreads();
  return (
    <AsyncView
      of={list}
      isEmpty={list.items.length === 0}
      empty={
        <EmptyState
          icon="message"
          title={strings("inbox.empty.threads")}
          text={strings("inbox.emptyText.threads")}
        />
      }
    >
      <ul data-natter="message-previews" aria-label={strings("inbox.threads")}>
        {list.items.map((thread) => (
          <li key={thread.root.id}>
            <ThreadPreview thread={thread} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </AsyncView>
  );
}

type ThreadPreviewProps = FollowedThreadsProps & { readonly thread: Thread };

function ThreadPreview({ thread, onOpen }: ThreadPreviewProps): ReactElement {
  const strings = useStrings();
  const { root, standing } = thread;
  const place = useChatState((state) => state.channels[root.cid]?.channel?.title);
  const replies = root.thread?.replyCount ?? 0;
  const unread = standing.unread.count;
  const note = [
    strings("inbox.replies", { count: replies }),
    ...(unread > 0 ? [strings("inbox.newReplies", { count: unread })] : []),
  ];
  return (
    <MessagePreview
      message={root}
      place={place}
      note={note.join(" · ")}
      isNew={unread > 0}
      onOpen={() => onOpen(root)}
    />
  );
}
