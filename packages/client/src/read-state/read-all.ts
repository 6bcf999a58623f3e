import type { RouteAnswer } from "../api/api-types.ts";
import type { Engine } from "../engine.ts";
import { defineOperation } from "../outbox/operation.ts";
import { changeChannel } from "../store/change-channel.ts";
import type { ChatState } from "../store/state.ts";
import type { ReadWatermark } from "../wire/entities.ts";
import { raiseWatermark } from "./apply-unread.ts";
import { forgetWatermark } from "./mark-read.ts";

type Input = {
  /** Absent: everywhere. */
  readonly spaceId?: string;
  /** How far each channel was shown as read when the viewer asked for it. */
  readonly watermarks: Readonly<Record<string, ReadWatermark>>;
};

/** Marks everything read that the viewer has, or what a space holds. */
export const readAll = defineOperation<Input, RouteAnswer<"unread.readAll">>({
  type: "unread.readAll",
  cidOf: () => null,
  show: (state, { input }) =>
    Object.entries(input.watermarks).reduce(
      (shown, [cid, watermark]) =>
        changeChannel(shown, cid, (entry) =>
          raiseWatermark(entry, watermark, state.me?.id ?? null),
        ),
      state,
    ),
  send: (engine, { input: { spaceId } }) => readEverything(engine, spaceId),
  // The viewer's own line tells how each channel stands now.
  confirm: (state) => state,
  undo: (state, { input }) => Object.keys(input.watermarks).reduce(forgetWatermark, state),
});

async function readEverything(engine: Engine, spaceId: string | undefined) {
  const body = spaceId === undefined ? {} : { spaceId };
  let answer = await engine.api("unread.readAll", { body }, engine);
  // Whoever is in very many channels reads them in several calls.
  while (answer.more) answer = await engine.api("unread.readAll", { body }, engine);
  return answer;
}

/** What reading everything means now. */
export function readAllInput({ channels }: ChatState, spaceId?: string): Input {
  const watermarks: Record<string, ReadWatermark> = {};
  for (const { channel } of Object.values(channels)) {
    if (!channel?.membership || (spaceId !== undefined && channel.spaceId !== spaceId)) continue;
    const { generation, seq } = channel.membership.watermark;
    if (channel.messageSeq > seq) watermarks[channel.cid] = { generation, seq: channel.messageSeq };
  }
  return { ...(spaceId === undefined ? {} : { spaceId }), watermarks };
}
