import { listAll } from "../api/list-all.ts";
import type { Engine } from "../engine.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Draft } from "../wire/entities.ts";
import { applyDraft, selectDraft } from "./draft-state.ts";
import { putDraft } from "./put-draft.ts";

/** What the viewer begins to write in one channel and its threads. */
export type DraftActions = {
  /** Call on each keystroke: it is kept at once, and follows to the viewer's other devices. An empty one ends the draft. */
  saveDraft(draft: {
    readonly text: string;
    readonly threadId?: string;
    readonly quoteId?: string;
    readonly mentions?: readonly string[];
  }): void;
  /** Throws a draft away; sending does so by itself. */
  clearDraft(threadId?: string): void;
};

export function createDraftActions(
  { engine, outbox }: { engine: Engine; outbox: Outbox },
  cid: string,
): DraftActions {
  function put(
    threadId: string | null,
    said: { text: string | null } & Partial<Omit<Draft, "text">>,
  ): void {
    const { quoteId = null, mentions = [], text } = said;
    outbox.add(putDraft, { cid, threadId, text, quoteId, mentions }).done.catch(() => undefined); // kept here all the same
  }

  return {
    saveDraft({ text, threadId, quoteId, mentions = [] }) {
      if (text.trim() === "" && quoteId === undefined) return this.clearDraft(threadId);
      put(threadId ?? null, { text, quoteId: quoteId ?? null, mentions });
    },
    clearDraft(threadId) {
      const place = threadId ?? null;
      if (selectDraft(cid, place)(engine.store.getState()) !== null) put(place, { text: null });
    },
  };
}

/** Loads the drafts of all channels: after the first connection, and after one that missed something. */
export async function loadDrafts(engine: Engine): Promise<void> {
  const drafts = await listAll((query) => engine.api("drafts.list", { query }, engine));
  engine.store.update((state) => drafts.reduce(applyDraft, state));
}
