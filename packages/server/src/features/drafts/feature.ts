import { asUser } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { deleteDraft, saveDraft } from "./change-draft.ts";
import { deleteDraftsOf, pageOfDrafts } from "./draft-rows.ts";
import { draftView, viewDrafts } from "./draft-view.ts";

/** Drafts: what somebody began to write, on all their devices. */
export const draftsFeature: Feature = {
  name: "drafts",
  handlers: {
    "drafts.save": (call, { params, body }) => saveDraft(asUser(call), { ...params, ...body }),
    "drafts.delete": (call, { params, query }) =>
      deleteDraft(asUser(call), { ...params, ...query }),
    "drafts.list": (call, { query: { limit, cursor } }) => {
      const { engine, appId, userId } = asUser(call);
      const [cid, threadId] = cursor === undefined ? [] : decodeCursor(cursor, 2);
      const after = cid === undefined || threadId === undefined ? null : { cid, threadId };
      return transact(engine, appId, async (tx) => {
        const rows = await pageOfDrafts(tx, userId, { after, limit: limit + 1 });
        const page = rows.slice(0, limit);
        const last = page.at(-1);
        return {
          items: page.flatMap((row) => draftView(row) ?? []),
          next: last && rows.length > limit ? encodeCursor([last.cid, last.threadId]) : null,
          previous: null,
        };
      });
    },
  },
  views: { "draft.updated": viewDrafts, "draft.deleted": viewDrafts },
  async eraseUser(tx, { userId }) {
    await deleteDraftsOf(tx, userId);
    return null;
  },
};
