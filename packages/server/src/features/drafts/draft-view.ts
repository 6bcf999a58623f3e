import type { Draft, DraftEnd } from "@natter/contract";
import type { EventView } from "../../core/event-log.ts";
import { streamOwner } from "../../core/streams.ts";
import { findDraft, type DraftRow } from "./draft-rows.ts";

/** A draft as its writer sees it; null for one that ended. */
export function draftView(row: DraftRow): Draft | null {
  if (row.text === null) return null;
  const { text, quoteId, mentions } = row;
  return { ...endView(row), text, quoteId, mentions } as Draft; // ids that were parsed when they came in
}

function endView({ cid, threadId, writtenAt, version }: DraftRow): DraftEnd {
  const place = { cid, threadId: threadId === "" ? null : threadId };
  return { ...place, writtenAt: writtenAt.toISOString(), version } as DraftEnd; // as above
}

/** A draft is told as it is now: of one that ended meanwhile, its end. */
export const viewDrafts: EventView = (tx, stored) =>
  Promise.all(
    stored.map(async (event) => {
      const place = {
        userId: streamOwner(event.stream).id,
        cid: String(event.data["cid"]),
        threadId: String(event.data["threadId"]),
      };
      const row = await findDraft(tx, place);
      const draft = row && draftView(row);
      if (draft) return { type: "draft.updated", draft };
      const gone = { ...place, text: null, quoteId: null, mentions: [] };
      const end = row ?? { ...gone, writtenAt: event.at, version: event.seq };
      return { type: "draft.deleted", draft: endView(end) };
    }),
  );
