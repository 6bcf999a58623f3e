import type { RouteAnswer } from "../api/api-types.ts";
import { defineOperation } from "../outbox/operation.ts";
import { applyDraft, draftKey, isBeingSaved, withDraft } from "./draft-state.ts";

type Input = {
  readonly cid: string;
  readonly threadId: string | null;
  /** Null: it was sent or thrown away. */
  readonly text: string | null;
  readonly quoteId: string | null;
  readonly mentions: readonly string[];
};

/**
 * Makes a draft be what was written last. It is kept on the device at once; to the server goes the newest, at most once a
 * second, beside the channel's messages.
 */
export const putDraft = defineOperation<Input, RouteAnswer<"drafts.save">>({
  type: "drafts.put",
  lane: "draft",
  everyMs: 1_000,
  atLeave: true,
  cidOf: ({ cid }) => cid,
  show(state, { input, at }) {
    const before = state.drafts[draftKey(input.cid, input.threadId)];
    return withDraft(state, { ...input, writtenAt: at, version: before?.version ?? 0 });
  },
  send({ api, signal }, { input, at }) {
    const options = { signal, keepalive: true };
    const { cid, threadId, text, quoteId, mentions } = input;
    const params = { cid };
    const writtenAt = at.toISOString();
    const place = threadId === null ? {} : { threadId };
    if (text === null)
      return api("drafts.delete", { params, query: { ...place, writtenAt } }, options);
    const quote = quoteId === null ? {} : { quoteId };
    const body = { ...place, ...quote, text, mentions: [...mentions], writtenAt };
    return api("drafts.save", { params, body }, options);
  },
  confirm(state, { input, at }, { draft }) {
    const key = draftKey(input.cid, input.threadId);
    if (isBeingSaved(state, key)) return state;
    if (draft !== null) return applyDraft(state, draft);
    const version = state.drafts[key]?.version ?? 0;
    return withDraft(state, { ...input, text: null, writtenAt: at, version });
  },
  // A draft that could not be kept elsewhere is kept here.
  undo: (state) => state,
  supersede(older, input) {
    const queued = older.input as Input; // an operation of this kind: it is alone in its lane
    return queued.threadId === input.threadId ? input : null;
  },
});
