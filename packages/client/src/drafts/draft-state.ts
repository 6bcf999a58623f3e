import type { ChatState, DraftState } from "../store/state.ts";
import type { Draft, DraftEnd } from "../wire/entities.ts";

/** Under which name a draft is kept. */
export function draftKey(cid: string, threadId: string | null): string {
  return threadId === null ? cid : `${cid} ${threadId}`;
}

/** Takes in what the server says of a draft. What the viewer is still writing here is newer; an older version changes nothing. */
export function applyDraft(state: ChatState, told: Draft | DraftEnd): ChatState {
  const key = draftKey(told.cid, told.threadId);
  if (isBeingSaved(state, key) || (state.drafts[key]?.version ?? 0) >= told.version) return state;
  return withDraft(state, { quoteId: null, mentions: [], text: null, ...told });
}

/** Whether something written here has not reached the server. */
export function isBeingSaved(state: ChatState, key: string): boolean {
  return state.operations.some(({ type, input }) => {
    if (type !== "drafts.put") return false;
    const place = input as { cid: string; threadId: string | null }; // an operation of this kind, by its type
    return draftKey(place.cid, place.threadId) === key;
  });
}

export function withDraft(state: ChatState, draft: DraftState): ChatState {
  return { ...state, drafts: { ...state.drafts, [draftKey(draft.cid, draft.threadId)]: draft } };
}

/** What the viewer began to write in a channel or a thread; null where there is nothing. */
export function selectDraft(
  cid: string,
  threadId: string | null = null,
): (state: ChatState) => DraftState | null {
  return (state) => {
    const draft = state.drafts[draftKey(cid, threadId)];
    return draft === undefined || draft.text === null ? null : draft;
  };
}
