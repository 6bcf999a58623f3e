import type { RouteAnswer } from "../api/api-types.ts";
import { defineOperation } from "../outbox/operation.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { ChatState } from "../store/state.ts";
import type { ReadWatermark } from "../wire/entities.ts";
import { applyReadAnswer, raiseWatermark, withWatermark } from "./apply-unread.ts";

type Input = { readonly cid: string; readonly watermark: ReadWatermark };
export type ReadAnswer = RouteAnswer<"readState.mark">;

/** Marks a channel read up to a watermark; a later mark takes the place of one still queued (UNREAD-9). */
export const markRead = defineOperation<Input, ReadAnswer>({
  type: "readState.mark",
  lane: "read",
  cidOf: ({ cid }) => cid,
  everyMs: 1_000,
  atLeave: true,
  show: (state, { input }) =>
    changeKnownChannel(state, input.cid, (entry) =>
      raiseWatermark(entry, input.watermark, state.me?.id ?? null),
    ),
  send: ({ api, signal }, { input: { cid, watermark } }) =>
    api("readState.mark", { params: { cid }, body: { ...watermark } }, { signal, keepalive: true }),
  confirm: confirmRead,
  undo: (state, { input }) => forgetWatermark(state, input.cid),
  supersede: (older, input) => (older.type === "readState.mark" ? input : null),
});

export function confirmRead(state: ChatState, _operation: unknown, answer: ReadAnswer): ChatState {
  return changeKnownChannel(state, answer.cid, (entry) =>
    applyReadAnswer(entry, answer, state.me?.id ?? null),
  );
}

/** A refused mark never happened: what the server says takes its place. */
export function forgetWatermark(state: ChatState, cid: string): ChatState {
  return changeKnownChannel(state, cid, (entry) => ({
    ...withWatermark(entry, { generation: 0, seq: 0 }),
    stale: true,
  }));
}
