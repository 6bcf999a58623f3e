import {
  Channel,
  MessageInput,
  MessageList,
  Panel,
  TypingIndicator,
  useMessageTools,
} from "@natter/react";
import type { ReactElement } from "react";
import { useWords } from "../words/language-provider.tsx";

export type ThreadPanelProps = {
  readonly cid: string;
  readonly threadId: string;
  readonly onClose: () => void;
};

/** The replies of a message beside its channel. */
export function ThreadPanel({ cid, threadId, onClose }: ThreadPanelProps): ReactElement {
  const w = useWords();
  return (
    <Panel title={w("channel.thread")} name="thread" onClose={onClose}>
      <Channel cid={cid} threadId={threadId}>
        <Replies cid={cid} />
      </Channel>
    </Panel>
  );
}

function Replies({ cid }: { readonly cid: string }): ReactElement {
  const tools = useMessageTools();
  return (
    <>
      <MessageList messageActions={tools.messageActions} />
      <TypingIndicator cid={cid} />
      <MessageInput autoFocus />
      {tools.dialog}
    </>
  );
}
