import {
  ChannelHeader,
  IconButton,
  ChannelDropZone,
  MessageInput,
  MessageList,
  TypingIndicator,
  useChannelState,
  useMessageTools,
} from "@natter/react";
import type { ReactElement } from "react";
import { useLocation } from "wouter";
import { useWords } from "../words/language-provider.tsx";
import { ChannelBeginning } from "./channel-beginning.tsx";
import { ChannelTools } from "./channel-tools.tsx";
import type { SidePanel } from "./side-panel.ts";

export type ConversationProps = {
  readonly cid: string;
  readonly panel: SidePanel;
  readonly backTo: string;
};

/** The channel itself: what it is, what was said, and writing. */
export function Conversation({ cid, panel, backTo }: ConversationProps): ReactElement {
  const w = useWords();
  const [, navigate] = useLocation();
  const { channel } = useChannelState(cid);
  const tools = useMessageTools();
  return (
    <section className="conversation" aria-label={channel?.title}>
      <ChannelHeader
        before={
          <span className="only-narrow">
            <IconButton icon="back" label={w("back")} onClick={() => navigate(backTo)} />
          </span>
        }
      >
        {channel && <ChannelTools channel={channel} panel={panel} exit={backTo} />}
      </ChannelHeader>
      <ChannelDropZone>
        <MessageList
          messageActions={tools.messageActions}
          {...(channel ? { start: <ChannelBeginning channel={channel} /> } : {})}
        />
        <TypingIndicator cid={cid} />
        <MessageInput autoFocus />
        {tools.dialog}
      </ChannelDropZone>
    </section>
  );
}
