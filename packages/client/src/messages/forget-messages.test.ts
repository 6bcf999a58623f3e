import { expect, test } from "vitest";
import { addMessage } from "@natter/testing/model/model-channel";
import { cid, openModelClient } from "@natter/testing/model/model-client";

async function open(messages: number) {
  const model = await openModelClient(messages);
  const window = () => {
    const shown = model.client.store.getState().channels[cid]?.window;
    if (!shown) throw new Error("The channel is not open.");
    return { seqs: shown.items.map(({ seq }) => seq), ...shown };
  };
  return { ...model, channel: model.client.channel(cid), window };
}

test("messages at the far end are forgotten and loaded again on the way there", async () => {
  const { channel, window, client } = await open(120);
  await channel.loadOlder();
  expect(window().seqs).toHaveLength(100);
  channel.forget("newer", 60);
  expect(window().seqs).toEqual(Array.from({ length: 60 }, (_, at) => at + 21));
  expect(window().hasNewer).toBe(true);
  await channel.loadNewer();
  expect(window().seqs.at(-1)).toBe(120);
  channel.forget("older", 60);
  expect(window().seqs[0]).toBe(61);
  expect(window().hasOlder).toBe(true);
  client.dispose();
});

test("fewer messages than may stay are all kept", async () => {
  const { channel, window, client } = await open(30);
  const before = window().items;
  channel.forget("older", 30);
  expect(window().items).toBe(before);
  client.dispose();
});

test("a window that was cut at its newer end takes in no live message", async () => {
  const { channel, window, server, client } = await open(50);
  channel.forget("newer", 20);
  addMessage(server.channel(cid), "bob", { text: "live" });
  server.publish();
  expect(window().seqs.at(-1)).toBe(20);
  client.dispose();
});

test("the history around a number is shown, whether or not its message was loaded", async () => {
  const { channel, window, client } = await open(300);
  await channel.jumpToSeq(100);
  expect(window().seqs).toContain(100);
  expect(window().hasNewer).toBe(true);
  const before = window().items;
  await channel.jumpToSeq(100);
  expect(window().items).toBe(before);
  client.dispose();
});
