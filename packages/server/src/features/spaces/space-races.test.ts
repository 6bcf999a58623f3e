import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, expect, it } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;
const people = Array.from({ length: 10 }, (_, index) => `p${index}`);

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", ...people);
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

/** Random numbers that a seed makes again: the failing run's seed is in the test's message. */
function randomFrom(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it("counts stay true and nothing breaks while people join, leave, write and delete at once", async () => {
  const seed = Date.now() % 1_000_000;
  const random = randomFrom(seed);
  const { space } = await server.must("ada", "spaces.create", { body: { name: "Busy" } });
  const spaceId = space.id as string;
  const at = { params: { spaceId } };
  const { invite } = await server.must("ada", "spaces.createInvite", { ...at, body: {} });
  const cids = [space.defaultCid ?? ""];
  for (const name of ["one", "two", "three"]) {
    const made = await server.must("ada", "spaces.createChannel", { ...at, body: { name } });
    cids.push(made.channel.cid);
  }
  let number = 0;
  const act = () => {
    number += 1;
    const who = people[random(people.length)] ?? "p0";
    const whom = people[random(people.length)] ?? "p1";
    const cid = cids[random(cids.length)] ?? "";
    const body = { clientId: `race-${seed}-${number}`, text: "hello" };
    const actions = [
      () => server.call(who, "invites.accept", { params: { code: invite.code } }),
      () => server.call(who, "messages.send", { params: { cid }, body }),
      () => server.call(who, "messages.send", { params: { cid }, body }),
      () => server.call(who, "channels.join", { params: { cid } }),
      () => server.call(who, "members.remove", { params: { cid, userId: who } }),
      () => server.call("ada", "spaces.removeMember", { params: { spaceId, userId: whom } }),
      () => server.call("ada", "members.add", { params: { cid }, body: { userIds: [who, whom] } }),
      () => server.call("ada", "spaces.createChannel", { ...at, body: { name: `n${number}` } }),
      () =>
        server.call("ada", "channels.update", { params: { cid }, body: { name: `r${number}` } }),
      () => server.call(who, "spaces.listChannels", { ...at, query: {} }),
      () =>
        number % 7 === 0
          ? server.call("ada", "channels.delete", { params: { cid: cids.at(-1) ?? "" } })
          : server.call(who, "channels.list", { query: {} }),
    ];
    return actions[random(actions.length)]?.();
  };
  const answers = await Promise.all(Array.from({ length: 300 }, act));
  const broken = answers.filter((answer) => (answer?.status ?? 500) >= 500);
  expect(
    broken.map((answer) => answer?.error),
    `seed ${seed}`,
  ).toEqual([]);

  const wrong = await server.chat.engine.database.transaction({ app: server.appId }, (connection) =>
    connection.query(
      {
        text: `select c.cid as id, c.member_count, count(m.user_id)::int as counted from channels c
               left join members m using (app_id, cid) group by c.cid, c.member_count having c.member_count <> count(m.user_id)
               union all
               select s.id::text, s.member_count, count(m.user_id)::int from spaces s
               left join space_members m on m.app_id = s.app_id and m.space_id = s.id
               group by s.id, s.member_count having s.member_count <> count(m.user_id)
               union all
               select m.cid, 0, 0 from members m join channels c using (app_id, cid)
               where c.space_id is not null and not exists (select from space_members s
                 where s.app_id = m.app_id and s.space_id = c.space_id and s.user_id = m.user_id)`,
      },
      [],
    ),
  );
  expect(wrong, `seed ${seed}`).toEqual([]);

  const busy = Array.from({ length: 40 }, act);
  const deleted = await server.call("ada", "spaces.delete", at);
  const rest = await Promise.all(busy);
  expect(deleted.status).toBe(204);
  const late = rest.filter((answer) => (answer?.status ?? 500) >= 500);
  expect(
    late.map((answer) => answer?.error),
    `seed ${seed}`,
  ).toEqual([]);
  await server.chat.engine.relay.drained();
  expect(server.chat.engine.relay.pending).toBe(0);
});

it("a message on its way into a channel that is being deleted is refused, never an error of ours", async () => {
  for (let round = 0; round < 8; round += 1) {
    const body = { members: people };
    const { cid } = (await server.must("ada", "channels.create", { body })).channel;
    const sends = people.flatMap((userId) =>
      [1, 2, 3].map((number) =>
        server.call(userId, "messages.send", {
          params: { cid },
          body: { clientId: `deleted-${round}-${number}`, text: "hello" },
        }),
      ),
    );
    await sends[round];
    const deleted = await server.call("ada", "channels.delete", { params: { cid } });
    expect(deleted.status).toBe(204);
    const answers = await Promise.all(sends);
    for (const { status, error } of answers) {
      expect([201, 404], JSON.stringify(error)).toContain(status);
    }
  }
  await server.chat.engine.relay.drained();
});
