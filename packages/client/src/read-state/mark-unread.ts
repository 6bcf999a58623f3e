import { defineOperation } from "../outbox/operation.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { ReadWatermark } from "../wire/entities.ts";
import { raiseWatermark } from "./apply-unread.ts";
import { confirmRead, forgetWatermark, type ReadAnswer } from "./mark-read.ts";

type Input = {
  readonly cid: string;
  /** The first message that is to be unread. */
  readonly seq: number;
  /** The watermark as it will be, as far as is known here. */
  readonly watermark: ReadWatermark;
};

/** Makes a message the first unread one: a new generation of the watermark (UNREAD-4). */
export const markUnread = defineOperation<Input, ReadAnswer>({
  type: "readState.markUnread",
  lane: "read",
  cidOf: ({ cid }) => cid,
  show: (state, { input }) =>
    changeKnownChannel(state, input.cid, (entry) =>
      raiseWatermark(entry, input.watermark, state.me?.id ?? null),
    ),
  send: (engine, { input: { cid, seq } }) =>
    engine.api("readState.markUnread", { params: { cid }, body: { seq } }, engine),
  confirm: confirmRead,
  undo: (state, { input }) => forgetWatermark(state, input.cid),
});
