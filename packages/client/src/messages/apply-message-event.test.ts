import { expect, test } from "vitest";
import { addMessage, createModelChannel, viewChannel } from "@natter/testing/model/model-channel";
import { emptyChannelState } from "../channels/empty-channel-state.ts";
import { mergeChannel } from "../channels/merge-channel.ts";
import type { ChannelState } from "../store/state.ts";
import { applyEvent, type AppliedEvent } from "../sync/apply-event.ts";
import type { Channel, HistoryPage, Message } from "../wire/entities.ts";
import { reviveDates } from "../wire/revive-dates.ts";
import { applyMessage, startOfText } from "./apply-message-event.ts";
import { installPage } from "./install-page.ts";

function revived<Value>(value: unknown): Value {
  return reviveDates(structuredClone(value)) as Value; // made by the model as the wire would
}

function loaded(count: number): ChannelState {
  const model = createModelChannel("messaging:general", ["ada", "bob"]);
  for (let at = 1; at <= count; at += 1) addMessage(model, "bob", { text: `m${at}` });
  const channel = revived<Channel>(viewChannel(model, "ada"));
  const page = revived<HistoryPage>({
    items: model.messages,
    next: null,
    previous: null,
    position: channel.position,
  });
  const entry = mergeChannel(emptyChannelState(channel.cid), channel, "ada");
  return installPage(entry, page, "newest", [], "ada");
}

function messageOf(entry: ChannelState, changed: Partial<Message>): Message {
  const {
    key: _k,
    state: _s,
    pendingChange: _p,
    error: _e,
    ...message
  } = entry.window.confirmed[0] as ChannelState["window"]["confirmed"][number]; // the test loaded one
  return { ...message, ...changed };
}

const line = { cid: "messaging:general", epoch: "e1", at: new Date(0) };

function created(message: Message): AppliedEvent {
  return { type: "message.new", ...line, eventSeq: message.version, message };
}

test("[SYNC-7] messages stand by seq, whatever their times and ids say", () => {
  const entry = loaded(2);
  const imported = { id: "00000000-0000-7000-8000-000000000000", createdAt: new Date(0) };
  const late = messageOf(entry, { ...imported, seq: 3, version: 3 });
  const after = applyEvent(entry, created(late), "ada");
  expect(after.window.confirmed.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test("[SYNC-7] of two copies the higher version is kept, and the same one twice changes nothing", () => {
  const entry = loaded(1);
  const edited = applyMessage(entry, messageOf(entry, { text: "new", version: 5 }), "ada");
  expect(applyMessage(edited, messageOf(entry, { text: "old", version: 4 }), "ada")).toBe(edited);
  expect(applyMessage(edited, messageOf(entry, { text: "new", version: 5 }), "ada")).toBe(edited);
});

test("[SYNC-6] a deletion that is known already does not make the message older", () => {
  const entry = loaded(1);
  const gone = { text: "", deletedAt: new Date(7), version: 9 };
  const known = applyMessage(entry, messageOf(entry, gone), "ada");
  const told = {
    messageSeq: 1,
    senderId: "bob",
    kind: "text",
    silent: false,
    inChannel: true,
    threadId: null,
    removed: false,
  } as const;
  const messageId = known.window.confirmed[0]?.id ?? "";
  const deleted: AppliedEvent = {
    type: "message.deleted",
    ...line,
    ...told,
    eventSeq: 2,
    messageId,
  };
  expect(applyEvent(known, deleted, "ada").window.confirmed[0]).toMatchObject(gone);
});

test("[SYNC-6] a reaction's event that is older than the message changes nothing", () => {
  const entry = loaded(1);
  const reactions = [{ type: "👍", count: 1, userIds: ["bob"] }];
  const known = applyMessage(entry, messageOf(entry, { reactions, version: 9 }), "ada");
  const late: AppliedEvent = {
    ...{
      type: "reaction.new",
      ...line,
      eventSeq: 2,
      messageId: known.window.confirmed[0]?.id ?? "",
    },
    ...{ reaction: "👍", user: { id: "bob", name: "bob", image: null }, reactions: [] },
  };
  expect(applyEvent(known, late, "ada").window.confirmed[0]).toMatchObject({
    reactions,
    version: 9,
  });
});

test("[SYNC-7] what somebody else sent under a client id of one's own is a message of theirs", () => {
  const entry = { ...loaded(1) };
  const stolen = messageOf(entry, { id: "x", seq: 2, version: 2, clientId: "client-id-1" });
  const after = applyEvent(entry, created(stolen), "ada");
  expect(after.window.confirmed.at(-1)?.key).toBe("x");
});

test("a live message is not put behind a hole: a window in the past only learns that there is more", () => {
  const entry = loaded(1);
  const past = { ...entry, window: { ...entry.window, hasNewer: true } };
  const after = applyEvent(past, created(messageOf(entry, { id: "x", seq: 2, version: 2 })), "ada");
  expect(after.window.confirmed).toHaveLength(1);
  expect(after.channel).toMatchObject({ messageSeq: 2, lastMessage: { id: "x" } });
});

test("[SYNC-11] a quote is cut where the server cuts it, never inside a character", () => {
  expect(startOfText("short")).toBe("short");
  expect(startOfText("x".repeat(300))).toBe("x".repeat(200));
  expect(startOfText(`${"x".repeat(199)}😀`)).toBe("x".repeat(199));
});

test("[SYNC-40] the newest page is followed from its position, though it says that something came after it", () => {
  const entry = loaded(2);
  const { confirmed: items, ...window } = entry.window;
  const page = {
    items: items as unknown as HistoryPage["items"], // with what a window adds
    previous: null,
    next: "s_2",
    position: { epoch: "e1", eventSeq: 2 },
  };
  const third = created(
    messageOf(entry, { id: crypto.randomUUID() as Message["id"], seq: 3, version: 3 }),
  );
  const anew = installPage(
    { ...entry, window: { ...window, confirmed: [] } },
    page,
    "newest",
    [third],
    "ada",
  );
  expect(anew.window.hasNewer).toBe(false);
  expect(anew.window.confirmed.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  const around = installPage(entry, page, "around", [third], "ada");
  expect(around.window.hasNewer).toBe(true);
});
