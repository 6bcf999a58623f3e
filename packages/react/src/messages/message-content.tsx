import type { ChatMessage } from "@natter/client";
import type { ReactElement, ReactNode } from "react";
import { MessageBody } from "../markdown/message-body.tsx";
import { Avatar } from "../people/avatar.tsx";
import { Poll } from "../polls/poll.tsx";
import { Reactions } from "../reactions/reactions.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useClockFormat } from "../time/use-clock-format.ts";
import type { MessageGroup } from "./message-rows.ts";
import { PendingNotice } from "./pending-notice.tsx";
import { QuotedMessage } from "./quoted-message.tsx";
import { useMessageCommands } from "./use-message-commands.ts";

export type MessageContentProps = {
  readonly message: ChatMessage;
  readonly group: MessageGroup;
  readonly viewerId: string;
  /** What stands behind the text: delivery ticks. */
  readonly children: ReactNode;
};

/** What is seen of a message: who, when, what it answers, its text, its reactions, what became of it. */
export function MessageContent({
  message,
  group,
  viewerId,
  children,
}: MessageContentProps): ReactElement {
  const strings = useStrings();
  const clock = useClockFormat();
  const { jumpTo } = useMessageCommands(message, viewerId);
  const isFirst = group === "single" || group === "start";
  const time = (
    <time dateTime={message.createdAt.toISOString()} title={clock.full(message.createdAt)}>
      {isFirst ? clock.time(message.createdAt) : clock.short(message.createdAt)}
    </time>
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
        {message.quote && <QuotedMessage quote={message.quote} onOpen={jumpTo} />}
        {message.deletedAt ? (
          <div data-part="body">{strings("message.deleted")}</div>
        ) : message.poll ? (
          <>
            <Poll message={message} />
            {children}
          </>
        ) : (
          <div data-part="text">
            <MessageBody
              text={message.text}
              after={
                <>
                  {message.editedAt && (
                    <span data-part="edited" title={clock.full(message.editedAt)}>
                      {strings("message.edited")}
                    </span>
                  )}
                  {children}
                </>
              }
            />
          </div>
        )}
        <Reactions message={message} />
        {message.state !== "sent" && <PendingNotice message={message} />}
      </div>
    </>
  );
}

/** A message that the server made, or an import: quiet and centred. */
export function SystemText({ message }: { readonly message: ChatMessage }): ReactElement {
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
