import type { ChatMessage } from "@natter/client";
import { lazy, Suspense, type ReactElement, type ReactNode } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useMessageType } from "../components/message-types.ts";
import { lazyPart } from "../loading/lazy-part.tsx";
import { MessageBody } from "../markdown/message-body.tsx";
import { Avatar } from "../people/avatar.tsx";
import { Icon } from "../primitives/icon.tsx";
import { Reactions } from "../reactions/reactions.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useClockFormat } from "../time/use-clock-format.ts";
import type { MessageRepliesProps } from "./message-replies.tsx";
import type { MessageGroup } from "./message-rows.ts";
import { PendingNotice } from "./pending-notice.tsx";
import { QuotedMessage } from "./quoted-message.tsx";

const MessageMeta = lazyPart<{ readonly message: ChatMessage }>(
  async () => (await import("./message-meta.tsx")).MessageMeta,
);
const MessageReplies = lazyPart<MessageRepliesProps>(
  async () => (await import("./message-replies.tsx")).MessageReplies,
);
const Poll = lazy(async () => ({ default: (await import("../polls/poll.tsx")).Poll }));

export type MessageContentProps = {
  readonly message: ChatMessage;
  readonly group: MessageGroup;
  /** Shows what an edited message said before. */
  readonly onHistory: () => void;
  /** What stands behind the text: delivery ticks. */
  readonly children: ReactNode;
};

/** What is seen of a message: who, when, what it answers, its text, its reactions, its replies, what became of it. */
export function MessageContent(props: MessageContentProps): ReactElement {
  const { message, group, onHistory, children } = props;
  const strings = useStrings();
  const clock = useClockFormat();
  const { threadId, jumpTo, openThread } = useChannelScope();
  const isFirst = group === "single" || group === "start";
  const time = (
    <time dateTime={message.createdAt.toISOString()} title={clock.full(message.createdAt)}>
      {isFirst ? clock.time(message.createdAt) : clock.short(message.createdAt)}
    </time>
  );
  const type = useMessageType(message);
  const after = (
    <>
      {message.editedAt && (
        <button
          type="button"
          data-part="edited"
          tabIndex={-1}
          title={`${clock.full(message.editedAt)}. ${strings("message.history")}`}
          onClick={onHistory}
        >
          {strings("message.edited")}
        </button>
      )}
      {children}
    </>
  );
  return (
    <>
      <div data-part="gutter">
        {isFirst ? (
          <Avatar id={message.sender?.id ?? ""} image={message.sender?.image ?? null} />
        ) : (
          time
        )}
      </div>
      <div data-part="content">
        {isFirst && (
          <div data-part="header">
            <span data-part="sender">
              <bdi>{message.sender?.name ?? strings("message.unknownSender")}</bdi>
            </span>
            {time}
          </div>
        )}
        <div data-part="bubble">
          {(message.pinned || message.forward || message.expiresAt) && (
            <MessageMeta message={message} />
          )}
          {message.quote && <QuotedMessage quote={message.quote} onOpen={jumpTo} />}
          {message.deletedAt ? (
            <div data-part="body">
              <Icon name="trash" size={14} /> {strings("message.deleted")}
            </div>
          ) : message.poll ? (
            <>
              <Suspense fallback={null}>
                <Poll message={message} />
              </Suspense>
              {after}
            </>
          ) : (
            <div data-part="text">
              {type ? (
                <>
                  <type.component message={message} />
                  {after}
                </>
              ) : (
                <MessageBody text={message.text} after={after} />
              )}
            </div>
          )}
        </div>
        <Reactions message={message} />
        {message.thread && threadId === null && (
          <MessageReplies thread={message.thread} onOpen={() => openThread(message.id)} />
        )}
        {message.state !== "sent" && <PendingNotice message={message} />}
      </div>
    </>
  );
}
