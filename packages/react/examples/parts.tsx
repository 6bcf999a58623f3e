import { Channel, ChannelHeader, MessageInput, MessageList, TypingIndicator } from "@natter/react";
import type { ReactElement } from "react";

export function OneChannel({ cid }: { readonly cid: string }): ReactElement {
  return (
    <Channel cid={cid}>
      <ChannelHeader />
      <MessageList />
      <TypingIndicator cid={cid} />
      <MessageInput />
    </Channel>
  );
}
