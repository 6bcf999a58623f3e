import { useEffect, useRef } from "react";
import type { ComposerMode } from "../channel/channel-context.ts";
import { useLatest } from "../channel/use-latest.ts";
import { mentionedIn, toSource, type ComposerText } from "./composer-text.ts";
import type { ComposerTextHold } from "./use-composer-text.ts";
import { useDraft } from "./use-draft.ts";

export type KeptDraftOptions = {
  readonly cid: string;
  readonly threadId: string | null;
  readonly mode: ComposerMode;
  readonly text: ComposerTextHold;
  readonly read: (source: string) => ComposerText;
  /** Called when a draft answers a message: brings that answer up. */
  readonly onQuote: (messageId: string) => void;
};

export type KeptDraft = {
  /** Keeps what is written now; nothing while a sent message is being changed. */
  readonly keep: () => void;
  /** It was sent or thrown away. */
  readonly end: () => void;
  /** Brings the draft back after something else stood in the composer. */
  readonly restore: () => void;
};

/**
 * Ties a composer to its draft: what is written is kept, and what was written elsewhere or before comes in, unless
 * somebody is writing something else here at this moment.
 */
export function useKeptDraft(options: KeptDraftOptions): KeptDraft {
  const { cid, threadId, mode, text, read, onQuote } = options;
  const { draft, save, clear, isPending } = useDraft(cid, threadId);
  /** The draft as this composer last kept it or took it in. */
  const known = useRef({ text: draft?.text ?? "", quoteId: draft?.quoteId ?? null });
  /** An answered message that is not there yet. */
  const awaited = useRef<string | null>(null);
  const isEditing = mode.type === "edit";

  const keepAs = (current: ComposerMode): void => {
    if (current.type === "edit") return;
    const source = toSource(text.live.current);
    const quoteId = current.type === "reply" ? current.message.id : awaited.current;
    if (known.current.text === source && known.current.quoteId === quoteId) return;
    known.current = { text: source, quoteId };
    save({ text: source, quoteId: quoteId ?? undefined, mentions: mentionedIn(source).mentions });
  };

  const quote = (messageId: string | null) => {
    if (messageId === null || mode.type === "reply") return;
    awaited.current = messageId;
    onQuote(messageId);
  };
  const isFirst = useRef(true);
  /** Takes in what was written elsewhere, or before this page was opened. */
  const takeIn = (told: { readonly text: string; readonly quoteId: string | null }) => {
    if (isPending() || isEditing) return;
    const wasFirst = isFirst.current;
    isFirst.current = false;
    if (told.text === known.current.text && told.quoteId === known.current.quoteId) {
      if (wasFirst) quote(told.quoteId);
      return;
    }
    const isUntouched = toSource(text.live.current) === known.current.text;
    if (!isUntouched) return;
    known.current = told;
    text.put(read(told.text));
    quote(told.quoteId);
  };

  const latest = useLatest({ keepAs, takeIn });
  const lastMode = useRef(mode);
  useEffect(() => {
    if (lastMode.current === mode) return;
    lastMode.current = mode;
    awaited.current = null;
    latest.current.keepAs(mode);
  }, [mode, latest]);
  useEffect(() => {
    latest.current.takeIn({ text: draft?.text ?? "", quoteId: draft?.quoteId ?? null });
  }, [draft, isEditing, latest]);

  return {
    keep: () => keepAs(mode),
    end: () => {
      known.current = { text: "", quoteId: null };
      awaited.current = null;
      clear();
    },
    restore: () => text.put(read(known.current.text)),
  };
}
