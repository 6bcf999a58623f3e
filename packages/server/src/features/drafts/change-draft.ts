import type { Draft, DraftEndQuery, DraftInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { userStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { getAccess } from "../channels/public.ts";
import { countDrafts, lockDraft, putDraft, type DraftRow } from "./draft-rows.ts";
import { draftView } from "./draft-view.ts";

type Answer = { draft: Draft | null };

/** Saves a draft. What was written later elsewhere stays, and is the answer. */
export function saveDraft(
  call: UserCall,
  { cid, threadId, text, quoteId, mentions, writtenAt }: DraftInput & { cid: string },
): Promise<Answer> {
  const isEmpty = text.trim() === "" && quoteId === undefined;
  return change(call, {
    ...placeOf(call, cid, threadId),
    text: isEmpty ? null : text,
    quoteId: isEmpty ? null : (quoteId ?? null),
    mentions: isEmpty ? [] : [...mentions],
    writtenAt: new Date(writtenAt),
  });
}

/** Ends a draft that was sent or thrown away. One written later elsewhere stays. */
export function deleteDraft(
  call: UserCall,
  { cid, threadId, writtenAt }: DraftEndQuery & { cid: string },
): Promise<Answer> {
  const nothing = { text: null, quoteId: null, mentions: [] };
  const place = placeOf(call, cid, threadId);
  return change(call, { ...place, ...nothing, writtenAt: new Date(writtenAt) });
}

function placeOf({ userId }: UserCall, cid: string, threadId: string | undefined) {
  return { userId, cid, threadId: threadId ?? "" };
}

function change(call: UserCall, given: Omit<DraftRow, "version">): Promise<Answer> {
  const { userId, cid, threadId } = given;
  return transact(call.engine, call.appId, async (tx) => {
    await getAccess(tx, cid, userId);
    const before = await lockDraft(tx, given);
    // A clock that goes ahead must not win over every other device for as long as it does.
    const writtenAt = given.writtenAt < tx.now ? given.writtenAt : tx.now;
    const draft = { ...given, writtenAt };
    // The end of one that never came is kept as well: what was written before may still be on its way.
    if (before && writtenAt < before.writtenAt) return { draft: draftView(before) };
    if (before && saysTheSame(before, draft)) {
      // Nothing to tell, but that it was said later counts against what comes late.
      await putDraft(tx, { ...before, writtenAt });
      return { draft: draftView({ ...before, writtenAt }) };
    }
    if (draft.text !== null && (before?.text ?? null) === null) {
      const { draftsPerUser } = tx.limits;
      if ((await countDrafts(tx, userId)) >= draftsPerUser) throw tooMany(draftsPerUser);
    }
    const type = draft.text === null ? "draft.deleted" : "draft.updated";
    const version = await tx.emit(userStream(userId), { type, data: { cid, threadId } });
    const row = { ...draft, version };
    await putDraft(tx, row);
    return { draft: draftView(row) };
  });
}

function saysTheSame(before: DraftRow, { text, quoteId, mentions }: Omit<DraftRow, "version">) {
  const said = JSON.stringify([text, quoteId, mentions]);
  return said === JSON.stringify([before.text, before.quoteId, before.mentions]);
}

function tooMany(most: number): ChatError {
  return new ChatError(
    "draft.too_many",
    `One person has at most ${most} drafts. Send or delete some.`,
  );
}
