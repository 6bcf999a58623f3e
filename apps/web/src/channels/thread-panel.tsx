import {
  Channel,
  MessageInput,
  MessageList,
  Panel,
  ThreadRoot,
  TypingIndicator,
  useCurrentUser,
  useMessageTools,
  useThread,
} from "@natter/react";
import type { ReactElement } from "react";
import { useWords } from "../words/language-provider.tsx";

export type ThreadPanelProps = {
  readonly cid: string;
  readonly threadId: string;
  readonly onClose: () => void;
};

/** A message and the replies to it, beside its channel. */
export function ThreadPanel({ cid, threadId, onClose }: ThreadPanelProps): ReactElement {
  const w = useWords();
  return (
    <Panel title={w("channel.thread")} name="thread" onClose={onClose}>
      <Channel cid={cid} threadId={threadId}>
        <Replies cid={cid} threadId={threadId} />
      </Channel>
    </Panel>
  );
}

type RepliesProps = Pick<ThreadPanelProps, "cid" | "threadId">;

function Replies({ cid, threadId }: RepliesProps): ReactElement {
  const tools = useMessageTools();
  const { root } = useThread(cid, threadId);
  const me = useCurrentUser();
  return (
    <>
      <MessageList
        messageActions={tools.messageActions}
        start={root && <ThreadRoot message={root} viewerId={me?.id ?? ""} />}
      />
      <TypingIndicator cid={cid} />
      <MessageInput autoFocus />
      {tools.dialog}
    </>
  );
}
