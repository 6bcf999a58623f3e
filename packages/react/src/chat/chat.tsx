import type { Channel as ChannelEntity, ChannelFilter } from "@natter/client";
import { useState, type ReactElement } from "react";
import { Channel } from "../channel/channel.tsx";
import { ChannelHeader } from "../channels/channel-header.tsx";
import { ChannelList } from "../channels/channel-list.tsx";
import { MessageInput } from "../composer/message-input.tsx";
import { ConnectionBanner } from "../connection/connection-banner.tsx";
import { MessageList } from "../messages/message-list.tsx";
import { TypingIndicator } from "../typing/typing-indicator.tsx";

export type ChatProps = {
  /** The open channel, when the surrounding app decides it; else the list does. */
  readonly cid?: string;
  readonly onChannelChange?: (cid: string) => void;
  readonly filter?: ChannelFilter;
};

/** A whole messenger in one element: the list of channels, and the open one. */
export function Chat({ cid, onChannelChange, filter }: ChatProps): ReactElement {
  const [chosen, setChosen] = useState<string | null>(null);
  const open = cid ?? chosen;
  const choose = (channel: ChannelEntity) => {
    setChosen(channel.cid);
    onChannelChange?.(channel.cid);
  };
  return (
    <div data-natter="chat" data-open={open ? "" : undefined}>
      <nav data-part="channels">
        <ChannelList
          {...(filter ? { filter } : {})}
          activeCid={open ?? undefined}
          hrefOf={(channel) => `#${encodeURIComponent(channel.cid)}`}
          onOpen={choose}
        />
      </nav>
      {open && (
        <main data-part="main">
          <ConnectionBanner />
          <Channel cid={open}>
            <ChannelHeader />
            <MessageList />
            <TypingIndicator cid={open} />
            <MessageInput />
          </Channel>
        </main>
      )}
    </div>
  );
}
