import { expect, test } from "vitest";
import {
  addMessage,
  beginNewEpoch,
  createModelChannel,
  renameChannel,
  viewChannel,
  type ModelChannel,
} from "@natter/testing/model/model-channel";
import { reviveDates } from "../wire/revive-dates.ts";
import type { Channel } from "../wire/entities.ts";
import { emptyChannelState } from "./empty-channel-state.ts";
import { mergeChannel } from "./merge-channel.ts";

function view(model: ModelChannel): Channel {
  return reviveDates(structuredClone(viewChannel(model, "ada"))) as unknown as Channel; // as the wire brings it
}

function make() {
  const model = createModelChannel("messaging:general", ["ada", "bob"]);
  addMessage(model, "bob", { text: "one" });
  const first = view(model);
  return { model, first, entry: mergeChannel(emptyChannelState(first.cid), first, "ada") };
}

test("a newer answer replaces an older one, and not the other way round", () => {
  const { model, first, entry } = make();
  renameChannel(model, "Renamed");
  const newer = mergeChannel(entry, view(model), "ada");
  expect(newer).toMatchObject({ channel: { name: "Renamed" }, applied: { eventSeq: 2 } });
  expect(mergeChannel(newer, first, "ada").channel?.name).toBe("Renamed");
});

test("[SYNC-4] an answer of another epoch replaces everything, though its numbers are lower", () => {
  const { model, entry } = make();
  beginNewEpoch(model);
  model.eventSeq = 0;
  const restored = mergeChannel(entry, view(model), "ada");
  expect(restored.channel?.position).toEqual({ epoch: "e1+", eventSeq: 0 });
  expect(restored.applied).toEqual({ epoch: "e1+", eventSeq: 0 });
  expect(restored.window.status).toBe("idle");
});

test("what was read here and is not known there yet stays read", () => {
  const { model, entry } = make();
  const { channel } = entry;
  const watermark = { generation: 0, seq: 1 };
  const read = {
    ...entry,
    channel: channel && {
      ...channel,
      unread: { count: 0, mentions: 0 },
      membership: channel.membership && { ...channel.membership, watermark },
    },
  };
  expect(mergeChannel(read, view(model), "ada").channel).toMatchObject({
    unread: { count: 0 },
    membership: { watermark },
  });
});
