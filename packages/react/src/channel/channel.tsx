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
import { ChannelContext, type ChannelScope, type ComposerMode } from "./channel-context.ts";

export type ChannelProps = {
  readonly cid: string;
  /** Opens the history at this message instead of the newest. */
  readonly messageId?: string | undefined;
  readonly children: ReactNode;
};

/** Opens a channel for what is inside: follows it while shown, and lets the parts work together. */
export function Channel({ cid, messageId, children }: ChannelProps): ReactElement {
  return (
    <OpenChannel key={cid} cid={cid} messageId={messageId}>
      {children}
    </OpenChannel>
  );
}

const fresh: ComposerMode = { type: "new" };

function OpenChannel({ cid, messageId, children }: ChannelProps): ReactElement {
  const client = useChatClient();
  const [mode, setMode] = useState<ComposerMode>(fresh);
  const [target, setTarget] = useState<{ readonly messageId: string } | null>(null);
  const composerRef = useRef<HTMLTextAreaElement>(null);
  const onSent = useRef(() => {});

  useEffect(() => {
    const channel = client.channel(cid);
    // Why it could not be opened is in the channel's state, which the parts show.
    channel.watch().catch(() => {});
    return () => {
      channel.stopTyping();
      channel.unwatch();
    };
  }, [client, cid]);

  const focusComposer = useCallback(() => composerRef.current?.focus(), []);
  const jumpTo = useCallback((id: string) => setTarget({ messageId: id }), []);
  useEffect(() => {
    if (messageId !== undefined) jumpTo(messageId);
  }, [messageId, jumpTo]);

  const scope = useMemo<ChannelScope>(
    () => ({
      cid,
      mode,
      setMode,
      target,
      jumpTo,
      composerRef,
      focusComposer,
      onSent,
    }),
    [cid, mode, target, jumpTo, focusComposer],
  );
  return <ChannelContext.Provider value={scope}>{children}</ChannelContext.Provider>;
}
