import type { Message } from "@natter/client";
import type { ReactElement } from "react";
import { useFlagged, type FlaggedMessage } from "../bookmarks/use-flagged.ts";
import { useStar } from "../bookmarks/use-star.ts";
import { AsyncView } from "../loading/async-view.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { MessagePreview } from "../previews/message-preview.tsx";
import { IconButton } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";

type Flag = "unread" | "mentioned" | "starred";

export type FlaggedMessagesProps = {
  readonly flag: Flag;
  readonly onOpen: (message: Message) => void;
};

const icons = { unread: "check-double", mentioned: "at", starred: "star" } as const;

/** The viewer's unread, mentioning or starred messages of all channels. */
export function FlaggedMessages({ flag, onOpen }: FlaggedMessagesProps): ReactElement {
  const strings = useStrings();
  const list = useFlagged(flag);
  return (
    <AsyncView
      of={list}
      isEmpty={list.items.length === 0}
      empty={
        <EmptyState
          icon={icons[flag]}
          title={strings(`inbox.empty.${flag}`)}
          text={strings(`inbox.emptyText.${flag}`)}
        />
      }
    >
      <ul data-natter="message-previews" aria-label={strings(`inbox.${flag}`)}>
        {list.items.map((item) => (
          <FlaggedItem key={item.message.id} item={item} flag={flag} onOpen={onOpen} />
        ))}
      </ul>
    </AsyncView>
  );
}

type FlaggedItemProps = {
  readonly item: FlaggedMessage;
  readonly flag: Flag;
  readonly onOpen: (message: Message) => void;
};

function FlaggedItem({ item, flag, onOpen }: FlaggedItemProps): ReactElement | null {
  const strings = useStrings();
  const { message, flags } = item;
  const attempt = useAttempt();
  const star = useStar(message.cid, message.id);
  const place = useChatState((state) => state.channels[message.cid]?.channel?.title);
  if (flag === "starred" && !star.starred) return null;
  return (
    <li>
      <MessagePreview
        message={message}
        place={place}
        isNew={!flags.read}
        onOpen={() => onOpen(message)}
      >
        <IconButton
          icon={star.starred ? "star-filled" : "star"}
          size="small"
          aria-pressed={star.starred}
          label={strings(star.starred ? "bookmarks.unstar" : "bookmarks.star")}
          onClick={() => void attempt(star.toggle)}
        />
      </MessagePreview>
    </li>
  );
}
