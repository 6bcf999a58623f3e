import { selectChannel } from "@natter/client";
import type { ReactElement, ReactNode } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { Channel } from "../channel/channel.tsx";
import { slot } from "../components/slot.tsx";
import { MessageInput } from "../composer/message-input.tsx";
import { MessageList } from "../messages/message-list.tsx";
import { Panel } from "../panel/panel.tsx";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useCurrentUser } from "../provider/use-current-user.ts";
import { useStrings } from "../strings/use-strings.ts";
import { ThreadRoot } from "./thread-root.tsx";
import { useReturnFocus } from "./use-return-focus.ts";
import { useThread, type ThreadView } from "./use-thread.ts";

export type ThreadProps = {
  /** The message whose replies are shown; by default the one that was opened in the surrounding `Channel`. */
  readonly messageId?: string | undefined;
  /** Shows the replies around one. */
  readonly replyId?: string | undefined;
  readonly onClose?: (() => void) | undefined;
  /** Below the replies; the kit's composer if it is not given. */
  readonly composer?: ReactNode;
};

/** The replies to a message of the open channel: the message itself above them, a composer below. Nothing while none is open. */
export const Thread = slot("Thread", DefaultThread);

function DefaultThread(props: ThreadProps): ReactElement | null {
  const { cid, openThreadId, openThread } = useChannelScope();
  const messageId = props.messageId ?? openThreadId;
  if (messageId === null) return null;
  const close = () => {
    openThread(null);
    props.onClose?.();
  };
  return (
    <Channel cid={cid} threadId={messageId} messageId={props.replyId}>
      <ThreadPanel {...props} messageId={messageId} onClose={close} />
    </Channel>
  );
}

type PanelProps = ThreadProps & { readonly messageId: string; readonly onClose: () => void };

function ThreadPanel({ messageId, onClose, composer }: PanelProps): ReactElement {
  const { cid, composerRef } = useChannelScope();
  const strings = useStrings();
  const thread = useThread(cid, messageId);
  const channel = useChatState(selectChannel(cid));
  const viewerId = useCurrentUser()?.id ?? "";
  useReturnFocus(composerRef, messageId);

  return (
    <Panel
      name="thread"
      title={strings("thread.label")}
      onClose={onClose}
      actions={channel?.membership && thread.root && <FollowButton thread={thread} />}
    >
      {thread.gone ? (
        <EmptyState icon="thread" title={strings("thread.gone")} role="alert" />
      ) : (
        <>
          <MessageList
            start={thread.root && <ThreadRoot message={thread.root} viewerId={viewerId} />}
          />
          {composer ?? <MessageInput />}
        </>
      )}
    </Panel>
  );
}

function FollowButton({ thread }: { readonly thread: ThreadView }): ReactElement {
  const strings = useStrings();
  const toast = useToast();
  const { following, follow, unfollow } = thread;
  const toggle = () => {
    (following ? unfollow() : follow()).catch((error: unknown) =>
      toast(error instanceof Error ? error.message : strings("error.generic")),
    );
  };
  return (
    <Button
      size="small"
      aria-pressed={following}
      icon={following ? "check" : "plus"}
      onClick={toggle}
    >
      {strings(following ? "thread.following" : "thread.follow")}
    </Button>
  );
}
