import { contractLevel } from "@natter/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRealChat, until, type RealChat } from "./support/real-chat.ts";

let chat: RealChat;
beforeAll(async () => {
  chat = await startRealChat(import.meta.url, ["ada", "bob"]);
});
afterAll(() => chat.stop());

test("[SYNC-33] a server that serves a client's level no more ends its trying; updated, it goes on with what it has", async () => {
  let requests = 0;
  const ada = await chat.client("ada", {
    fetch: (...request) => {
      requests += 1;
      return fetch(...request);
    },
  });
  const { cid } = await ada.channels.direct("bob");
  await ada.channel(cid).watch();
  await ada.channel(cid).send({ text: "before" }).done;
  const statuses: string[] = [];
  ada.on("connection.changed", ({ status }) => statuses.push(status));

  await chat.restart(contractLevel + 1);
  await until(ada, ({ connection }) => connection === "too-old", 60_000);
  expect(ada.store.getState().connectionError).toMatchObject({
    code: "client.too_old",
    details: { level: contractLevel, oldest: contractLevel + 1 },
  });
  const { done } = ada.channel(cid).send({ text: "meanwhile" });
  const before = requests;
  ada.connect();
  await until(ada, ({ connection }) => connection === "too-old");
  // Told to connect it asks once more, and stops again.
  expect(requests - before).toBeLessThanOrEqual(4);

  await chat.restart();
  ada.connect();
  await until(ada, ({ connection }) => connection === "online");
  expect((await done).text).toBe("meanwhile");
  expect(statuses.filter((status) => status === "too-old")).toHaveLength(2);
  expect(statuses.at(-1)).toBe("online");
}, 120_000);
