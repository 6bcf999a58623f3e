import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import {
  ChannelContext,
  type ChannelScope,
  type ComposerMode,
  type JumpWish,
  type StartAt,
} from "./channel-context.ts";
import { useLatest } from "./use-latest.ts";

export type ChannelProps = {
  readonly cid: string;
  /** Opens the replies of this message instead of the channel's own messages. */
  readonly threadId?: string | undefined;
  /** Opens the history at this message; another id goes there, none any more goes back. */
  readonly messageId?: string | undefined;
  /** Where to open without a message: at the newest (as it is), or at the first unread. */
  readonly startAt?: StartAt | undefined;
  /** Which thread is shown beside the channel, when the surrounding app decides it; null for none. */
  readonly openThreadId?: string | null | undefined;
  readonly onThreadChange?: ((messageId: string | null) => void) | undefined;
  /** Told when somebody goes to another message, so that an app can make it a step of its history. */
  readonly onJump?: ((messageId: string) => void) | undefined;
  /** Opens the app's search: Ctrl+F in the messages does it, since the browser's own finds only what is in view. */
  readonly onFind?: (() => void) | undefined;
  readonly children: ReactNode;
};

/** Opens a channel, or a thread of it, for what is inside: follows it while shown, and lets the parts work together. */
export function Channel(props: ChannelProps): ReactElement {
  return <OpenChannel key={`${props.cid} ${props.threadId ?? ""}`} {...props} />;
}

const fresh: ComposerMode = { type: "new" };

function OpenChannel(props: ChannelProps): ReactElement {
  const { cid, threadId = null, messageId, startAt = "latest", children } = props;
  const client = useChatClient();
  const latest = useLatest(props);
  const [mode, setMode] = useState<ComposerMode>(fresh);
  const [target, setTarget] = useState<JumpWish | null>(
    messageId === undefined ? null : { messageId },
  );
  const [chosenThread, setChosenThread] = useState<string | null>(null);
  const composerRef = useRef<HTMLTextAreaElement>(null);
  const onSent = useRef(() => {});
  const onCatchUp = useRef(() => false);

  useEffect(() => {
    const channel = client.channel(cid);
    const thread = threadId === null ? null : channel.thread(threadId);
    // Why it could not be opened is in the state, which the parts show.
    (thread ? thread.open() : channel.watch()).catch(() => {});
    return () => {
      channel.stopTyping();
      if (thread) thread.close();
      else channel.unwatch();
    };
  }, [client, cid, threadId]);

  // An app that made the jump a step of its history says the same message again.
  useEffect(() => {
    setTarget((before) => {
      if (messageId === undefined) return null;
      return before?.messageId === messageId ? before : { messageId };
    });
  }, [messageId]);

  const shownThread = props.openThreadId === undefined ? chosenThread : props.openThreadId;
  const canFind = props.onFind !== undefined;
  const focusComposer = useCallback(() => composerRef.current?.focus(), []);
  const send = useCallback<ChannelScope["send"]>(
    (input) => {
      const channel = client.channel(cid);
      if (threadId === null) return channel.send(input);
      return channel.thread(threadId).send(input);
    },
    [client, cid, threadId],
  );
  const jumpTo = useCallback(
    (id: string) => {
      setTarget({ messageId: id });
      latest.current.onJump?.(id);
    },
    [latest],
  );
  const openThread = useCallback(
    (id: string | null) => {
      setChosenThread(id);
      latest.current.onThreadChange?.(id);
    },
    [latest],
  );
  const find = useMemo(() => (canFind ? () => latest.current.onFind?.() : null), [canFind, latest]);

  const scope = useMemo<ChannelScope>(
    () => ({
      cid,
      threadId,
      startAt,
      send,
      mode,
      setMode,
      target,
      jumpTo,
      openThreadId: threadId === null ? shownThread : null,
      openThread,
      find,
      composerRef,
      focusComposer,
      onSent,
      onCatchUp,
    }),
    [
      cid,
      threadId,
      startAt,
      send,
      mode,
      target,
      jumpTo,
      shownThread,
      openThread,
      find,
      focusComposer,
    ],
  );
  return <ChannelContext.Provider value={scope}>{children}</ChannelContext.Provider>;
}
