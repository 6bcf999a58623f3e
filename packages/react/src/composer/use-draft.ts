import { selectDraft, type DraftState } from "@natter/client";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type DraftInput = {
  readonly text: string;
  readonly quoteId?: string | undefined;
  readonly mentions?: readonly string[];
};

export type DraftHold = {
  /** What the viewer began to write here, on any of their devices; null for nothing. */
  readonly draft: DraftState | null;
  /** Call it on every keystroke. It is kept within 300 ms, and at once when the page or the place is left. */
  readonly save: (draft: DraftInput) => void;
  readonly clear: () => void;
  /** Whether something was given to `save` that is not kept yet. */
  readonly isPending: () => boolean;
};

const pauseMs = 200;

/** The draft of a channel or of one of its threads. */
export function useDraft(cid: string, threadId: string | null = null): DraftHold {
  const client = useChatClient();
  const draft = useChatState(selectDraft(cid, threadId));
  const pending = useRef<{ readonly draft: DraftInput; readonly timer: number } | null>(null);

  const flush = useCallback(() => {
    if (pending.current === null) return;
    const { text, quoteId, mentions = [] } = pending.current.draft;
    clearTimeout(pending.current.timer);
    pending.current = null;
    client.channel(cid).saveDraft({
      text,
      mentions,
      ...(threadId === null ? {} : { threadId }),
      ...(quoteId === undefined ? {} : { quoteId }),
    });
  }, [client, cid, threadId]);

  useEffect(() => {
    const onHide = () => flush();
    window.addEventListener("pagehide", onHide);
    document.addEventListener("visibilitychange", onHide);
    return () => {
      window.removeEventListener("pagehide", onHide);
      document.removeEventListener("visibilitychange", onHide);
      flush();
    };
  }, [flush]);

  const actions = useMemo(
    () => ({
      save: (next: DraftInput) => {
        if (pending.current !== null) clearTimeout(pending.current.timer);
        pending.current = { draft: next, timer: window.setTimeout(flush, pauseMs) };
      },
      clear: () => {
        if (pending.current !== null) clearTimeout(pending.current.timer);
        pending.current = null;
        client.channel(cid).clearDraft(threadId ?? undefined);
      },
      isPending: () => pending.current !== null,
    }),
    [client, cid, threadId, flush],
  );
  return { draft, ...actions };
}
