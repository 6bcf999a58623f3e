import { expect, test } from "vitest";
import { editMessage } from "@natter/testing/model/model-channel";
import { cid, openModelClient, type ModelClient } from "@natter/testing/model/model-client";

function first({ client }: ModelClient) {
  return client.store.getState().channels[cid]?.window.items[0];
}

async function open() {
  const model = await openModelClient(1);
  return { model, channel: model.client.channel(cid), id: first(model)?.id ?? "" };
}

test("[SYNC-10] an edit, a reaction and a delete show at once and stay when they are confirmed", async () => {
  const { model, channel, id } = await open();
  const edit = channel.edit(id, { text: "better" });
  expect(first(model)).toMatchObject({ text: "better", pendingChange: true });
  await edit;
  const react = channel.react(id, "👍");
  expect(first(model)?.reactions).toEqual([{ type: "👍", count: 1, userIds: ["ada"] }]);
  await react;
  expect(first(model)).toMatchObject({ text: "better", pendingChange: false, version: 3 });
  const remove = channel.delete(id);
  expect(first(model)).toMatchObject({ text: "", reactions: [] });
  expect(first(model)?.deletedAt).toBeInstanceOf(Date);
  await remove;
  expect(first(model)).toMatchObject({ text: "", pendingChange: false });
  model.client.dispose();
});

test("[SYNC-10] a refused change is taken away and its error thrown; others stay", async () => {
  const { model, channel, id } = await open();
  model.server.fault = ({ name }) =>
    name === "messages.edit" ? { status: 403, code: "message.forbidden" } : null;
  const react = channel.react(id, "👍");
  const edit = channel.edit(id, { text: "worse" });
  expect(first(model)?.text).toBe("worse");
  await expect(edit).rejects.toMatchObject({ code: "message.forbidden" });
  await react;
  expect(first(model)).toMatchObject({ text: "m1", reactions: [{ type: "👍" }] });
  model.client.dispose();
});

test("[SYNC-10] what others change meanwhile shows beneath the viewer's own change", async () => {
  const { model, channel, id } = await open();
  model.server.delay = ({ name }) =>
    name === "reactions.add" ? new Promise((done) => void model.clock.after(500, done)) : null;
  const react = channel.react(id, "👍");
  editMessage(model.server.channel(cid), id, "edited by bob");
  model.server.publish();
  expect(first(model)).toMatchObject({ text: "edited by bob", reactions: [{ type: "👍" }] });
  await model.clock.advance(1_000);
  await react;
  expect(first(model)).toMatchObject({ text: "edited by bob", reactions: [{ type: "👍" }] });
  model.client.dispose();
});

test("[SYNC-10] changes of one message reach the server in the order they were made", async () => {
  const { model, channel, id } = await open();
  let slow = true;
  model.server.delay = ({ name }) => {
    if (name !== "messages.edit" || !slow) return null;
    slow = false;
    return new Promise((done) => void model.clock.after(500, done));
  };
  const edits = ["one", "two", "three"].map((text) => channel.edit(id, { text }));
  expect(first(model)?.text).toBe("three");
  await model.clock.advance(400);
  expect(model.server.callsOf("messages.edit")).toHaveLength(1);
  await model.clock.advance(1_000);
  await Promise.all(edits);
  const order = model.server.callsOf("messages.edit").map(({ body }) => body["text"]);
  expect(order).toEqual(["one", "two", "three"]);
  expect(first(model)).toMatchObject({ text: "three", pendingChange: false });
  model.client.dispose();
});

test("a change that got no answer is tried again before it is taken back", async () => {
  const { model, channel, id } = await open();
  let fails = 2;
  model.server.fault = ({ name }) =>
    name === "messages.edit" && (fails -= 1) >= 0 ? "network" : null;
  const edit = channel.edit(id, { text: "stubborn" });
  await model.clock.advance(60_000);
  expect((await edit).text).toBe("stubborn");
  model.client.dispose();
});

test("a reaction taken back before it was there changes nothing", async () => {
  const { model, channel, id } = await open();
  const before = first(model)?.reactions;
  await channel.unreact(id, "👍");
  expect(first(model)?.reactions).toEqual(before);
  model.client.dispose();
});
