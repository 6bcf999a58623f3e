import type { ReactElement, ReactNode } from "react";
import { Channel } from "../channel/channel.tsx";
import { ChannelHeader } from "../channels/channel-header.tsx";
import { MessageInput } from "../composer/message-input.tsx";
import { MessageList } from "../messages/message-list.tsx";
import { IconButton } from "../primitives/button.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { TypingIndicator } from "../typing/typing-indicator.tsx";

export type ChatChannelProps = {
  readonly cid: string;
  readonly header: boolean;
  readonly actions: ReactNode;
  /** Given where the list is not in sight. */
  readonly onBack: (() => void) | undefined;
};

/** One channel, whole: its header, history and composer. */
export function ChatChannel({ cid, header, actions, onBack }: ChatChannelProps): ReactElement {
  const strings = useStrings();
  const back = onBack && (
    <IconButton icon="back" label={strings("chat.back")} onClick={() => onBack()} />
  );
  return (
    <Channel cid={cid}>
      {header && <ChannelHeader before={back}>{actions}</ChannelHeader>}
      <MessageList />
      <TypingIndicator cid={cid} />
      <MessageInput />
    </Channel>
  );
}
