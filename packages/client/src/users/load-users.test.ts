import { expect, test } from "vitest";
import { modelUser } from "@natter/testing/model/model-channel";
import { openModelClient } from "@natter/testing/model/model-client";

async function opened(known: readonly string[] = ["cem", "dia"]) {
  const model = await openModelClient();
  model.server.answer = ({ name, query }) => {
    if (name !== "users.list") return undefined;
    const ids = (query["ids"] ?? "").split(",").filter((id) => known.includes(id));
    return { items: ids.map(modelUser), next: null, previous: null };
  };
  const asked = () => model.server.callsOf("users.list").map(({ query }) => query["ids"]);
  const names = (...ids: string[]) =>
    ids.map((id) => model.client.store.getState().users[id]?.name);
  return { ...model, asked, names };
}

test("who is asked for in one moment is asked for together, and nobody twice", async () => {
  const { client, clock, asked, names } = await opened();
  const all = [client.loadUsers(["cem", "cem"]), client.loadUsers(["dia", "cem", "stranger"])];
  await clock.advance(100);
  await Promise.all(all);
  expect(asked()).toEqual(["cem,dia,stranger"]);
  expect(names("cem", "dia", "stranger")).toEqual(["cem", "dia", undefined]);
  // Of whom nothing was told there is nothing to be told.
  await client.loadUsers(["stranger", "dia"]);
  await clock.advance(100);
  expect(asked()).toHaveLength(1);
  client.dispose();
});

test("more than one request takes are asked for in several", async () => {
  const many = Array.from({ length: 230 }, (_, at) => `user-${at}`);
  const { client, clock, asked, names } = await opened(many);
  const done = client.loadUsers(many);
  await clock.advance(100);
  await done;
  expect(asked().map((ids) => ids?.split(",").length)).toEqual([100, 100, 30]);
  expect(names("user-0", "user-229")).toEqual(["user-0", "user-229"]);
  client.dispose();
});

test("what failed is said, and asked again by whoever asks next", async () => {
  const { client, clock, server, asked, names } = await opened();
  server.fault = () => ({ status: 403, code: "auth.forbidden" });
  const refused = client.loadUsers(["cem"]);
  await Promise.all([
    expect(refused).rejects.toMatchObject({ code: "auth.forbidden" }),
    clock.advance(100),
  ]);
  server.fault = () => null;
  const done = client.loadUsers(["cem"]);
  await clock.advance(100);
  await done;
  expect([asked().length, names("cem")]).toEqual([2, ["cem"]]);
  client.dispose();
});
