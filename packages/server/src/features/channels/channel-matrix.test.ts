import type {
  Capability,
  ChannelState,
  GrantedRole,
  RouteAnswer,
  RouteName,
} from "@natter/contract";
import { startTestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAgreed, type Cell } from "./channel-matrix.fixture.ts";

const db = await testDatabase(import.meta.url);
const server = await startTestServer({ databaseUrl: db.url });
const { call, must } = server;
const roles = ["owner", "admin", "moderator", "member", "guest"] as const;
type Column = "direct" | "group" | "space" | "visitor";

beforeAll(() => server.users("boss", "extra", ...roles));
afterAll(async () => {
  await server.stop();
  await db.drop();
});

/** Somebody named like their role, before a channel: with a message of their own in it, and one and a poll of the boss's. */
type Scene = Polled & { cid: string; who: string; own: string; other: string; frozen: boolean };
type Polled = { poll: string; option: string };

let sends = 0;
async function say(as: string, cid: string): Promise<string> {
  sends += 1;
  const body = { clientId: `matrix-${sends}`, text: "Hello" };
  return (await must(as, "messages.send", { params: { cid }, body })).message.id;
}

const poll = { question: "Which?", options: ["one", "other"] };

/** The boss asks something, and has read so far. */
async function ask(cid: string): Promise<Polled> {
  const body = newMessage({ kind: "poll", poll });
  const { message } = await must("boss", "messages.send", { params: { cid }, body });
  // A receipt that there is to see.
  await must("boss", "readState.mark", {
    params: { cid },
    body: { seq: message.seq, generation: 0 },
  });
  return { poll: message.id, option: message.poll?.options[0]?.id ?? "" };
}

let spaces: { guests: string; ranks: string } | undefined;

/** A space where everybody is a guest, and one where everybody has the role they are named after. */
async function twoSpaces() {
  if (spaces) return spaces;
  const make = async (roleOf: (name: GrantedRole) => GrantedRole) => {
    const { space } = await must("boss", "spaces.create", { body: { name: "Space" } });
    const params = { spaceId: space.id };
    const { invite } = await must("boss", "spaces.createInvite", { params, body: {} });
    for (const userId of [...roles, "extra"]) {
      await must(userId, "invites.accept", { params: { code: invite.code } });
    }
    for (const name of roles.slice(1) as GrantedRole[]) {
      const body = { role: roleOf(name) };
      await must("boss", "spaces.updateMember", { params: { ...params, userId: name }, body });
    }
    return space.id;
  };
  const guests = await make(() => "guest");
  const ofOwner = {
    params: { spaceId: guests, userId: "owner" },
    body: { role: "guest" as const },
  };
  await must("boss", "spaces.updateMember", ofOwner);
  const ranks = await make((name) => name);
  await must("boss", "spaces.transfer", { params: { spaceId: ranks }, body: { userId: "owner" } });
  spaces = { guests, ranks };
  return spaces;
}

let names = 0;
async function newChannel(type: string, column: Column): Promise<string> {
  names += 1;
  if (column === "group") {
    return (await must("boss", "channels.create", { body: { type } })).channel.cid;
  }
  const { guests, ranks } = await twoSpaces();
  const params = { spaceId: column === "visitor" ? ranks : guests };
  const body = { name: `channel ${names}` };
  return (await must("boss", "spaces.createChannel", { params, body })).channel.cid;
}

async function bring(cid: string, userId: string, role: (typeof roles)[number]): Promise<void> {
  const params = { cid };
  const given = role === "owner" ? "member" : role;
  await must("boss", "members.add", { params, body: { userIds: [userId], role: given } });
  if (role === "owner") await must("boss", "members.transfer", { params, body: { userId } });
}

async function dropOut(cid: string, userId: string): Promise<void> {
  await call("boss", "members.remove", { params: { cid, userId } });
}

async function setScene(
  type: string,
  column: Column,
  role: (typeof roles)[number],
  frozen: boolean,
) {
  if (column === "direct") {
    const body = { userId: role };
    const { cid } = (await must("boss", "channels.direct", { body })).channel;
    const own = await say(role, cid);
    return { cid, who: role, own, other: await say("boss", cid), ...(await ask(cid)), frozen };
  }
  const cid = await newChannel(type, column);
  const other = await say("boss", cid);
  const asked = await ask(cid);
  await bring(cid, role, column === "visitor" ? "member" : role);
  const own = await say(role, cid);
  if (column === "visitor") await dropOut(cid, role);
  // Who was the owner is an admin now, and may do it still.
  if (frozen) await must("boss", "channels.update", { params: { cid }, body: { frozen: true } });
  return { cid, who: role, own, other, ...asked, frozen };
}

/** A call, and for a route that refuses nobody but tells them nothing: whether it told something. */
type Deed = readonly [
  name: RouteName,
  input: (scene: Scene) => object,
  told?: (answer: never) => boolean,
];
const inChannel = ({ cid }: Scene, body?: object) => ({ params: { cid }, body });
const newMessage = (rest: object = {}) => {
  sends += 1;
  return { clientId: `matrix-${sends}`, text: "Hello", ...rest };
};

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** One real call for each thing that is done; those that end what others need come last. */
const deeds: readonly (readonly [Capability, ...Deed])[] = [
  ["read", "channels.get", (scene) => inChannel(scene)],
  ["see-history", "messages.list", (scene) => ({ ...inChannel(scene), query: {} })],
  ["send-typing", "typing.set", (scene) => inChannel(scene, { state: "start" })],
  ["send", "messages.send", (scene) => inChannel(scene, newMessage())],
  ["write-frozen", "messages.send", (scene) => inChannel(scene, newMessage())],
  [
    "send-reply",
    "messages.send",
    (scene) => inChannel(scene, newMessage({ threadId: scene.other })),
  ],
  ["quote", "messages.send", (scene) => inChannel(scene, newMessage({ quoteId: scene.other }))],
  [
    "mention-all",
    "messages.send",
    (scene) => inChannel(scene, newMessage({ mentionGroups: ["channel"] })),
  ],
  ["create-poll", "messages.send", (scene) => inChannel(scene, newMessage({ kind: "poll", poll }))],
  [
    "schedule",
    "scheduled.create",
    (scene) => inChannel(scene, { sendAt: inAnHour(), message: newMessage() }),
  ],
  [
    "vote",
    "polls.vote",
    ({ poll: messageId, option }) => ({ params: { messageId }, body: { optionIds: [option] } }),
  ],
  ["moderate", "polls.close", ({ poll: messageId }) => ({ params: { messageId } })],
  [
    "read-receipts",
    "readState.receipts",
    (scene) => inChannel(scene),
    ({ items }: RouteAnswer<"readState.receipts">) => items.length > 0,
  ],
  ["pin", "pins.add", ({ other }) => ({ params: { messageId: other }, body: {} })],
  ["react", "reactions.add", ({ other }) => ({ params: { messageId: other, type: "👍" } })],
  ["edit-own", "messages.edit", ({ own }) => ({ params: { messageId: own }, body: { text: "x" } })],
  [
    "edit-any",
    "messages.edit",
    ({ other }) => ({ params: { messageId: other }, body: { text: "x" } }),
  ],
  ["update-channel", "channels.update", (scene) => inChannel(scene, { custom: { by: scene.who } })],
  ["freeze", "channels.update", (scene) => inChannel(scene, { frozen: scene.frozen })],
  ["slow-mode", "channels.update", (scene) => inChannel(scene, { slowModeSeconds: 0 })],
  [
    "manage-members",
    "members.add",
    (scene) => inChannel(scene, { userIds: ["extra"], role: "guest" }),
  ],
  [
    "manage-roles",
    "members.update",
    ({ cid }) => ({ params: { cid, userId: "extra" }, body: { role: "guest" } }),
  ],
  [
    "ban",
    "bans.setInChannel",
    ({ cid }) => ({ params: { cid, userId: "extra" }, body: { reason: "matrix" } }),
  ],
  ["delete-own", "messages.delete", ({ own }) => ({ params: { messageId: own } })],
  ["delete-any", "messages.delete", ({ other }) => ({ params: { messageId: other } })],
  [
    "hard-delete",
    "messages.delete",
    ({ other }) => ({ params: { messageId: other }, query: { hard: true } }),
  ],
  ["join", "channels.join", (scene) => inChannel(scene)],
  ["leave", "members.remove", ({ cid, who }) => ({ params: { cid, userId: who } })],
  ["truncate", "channels.truncate", (scene) => inChannel(scene, { before: 1 })],
  ["transfer-ownership", "members.transfer", (scene) => inChannel(scene, { userId: "boss" })],
  ["delete-channel", "channels.delete", (scene) => inChannel(scene)],
];

// Who is not in a channel cannot leave it, and is told so.
const refusals = [
  ...["channel.forbidden", "channel.frozen", "message.forbidden", "poll.forbidden"],
  ...["member.direct_is_fixed", "member.not_found"],
];

/** Whether the real route lets somebody, and with which refusal if not. */
async function tryDeed(scene: Scene, [name, input, told]: Deed): Promise<"allowed" | "refused"> {
  const answer = await call(scene.who, name, input(scene) as never); // each deed's input fits its route
  if (answer.status < 400) {
    return told && !told(answer.body as never) ? "refused" : "allowed"; // each deed's own answer
  }
  expect([name, refusals.includes(answer.error?.code ?? "")], answer.error?.message).toEqual([
    name,
    true,
  ]);
  return "refused";
}

/** What holds at the moment of one deed: the same scene again after whatever the deeds before it changed. */
async function restore(
  scene: Scene,
  column: Column,
  role: (typeof roles)[number],
  done: Capability,
) {
  const { cid, who } = scene;
  if (column === "visitor") await dropOut(cid, who);
  if (column !== "visitor" && done === "transfer-ownership" && role === "owner") {
    await must("boss", "members.transfer", { params: { cid }, body: { userId: who } });
  }
  if (column !== "visitor" && done === "leave" && column !== "direct") {
    await call("boss", "members.remove", { params: { cid, userId: who } });
    // The owner left: the boss is next in rank.
    await bring(cid, who, role);
  }
}

describe.each([
  ["messaging", "direct"],
  ["messaging", "group"],
  ["livestream", "group"],
  ["team", "space"],
  ["team", "visitor"],
] as const)("[PERM-3] %s, %s: the routes do what the matrix says", (type, column) => {
  it.each(column === "direct" ? (["member"] as const) : roles)("for %s", async (role) => {
    for (const states of [[], ["frozen"]] as ChannelState[][]) {
      if (column === "direct" && states.length > 0) continue; // nobody can freeze it
      const scene = await setScene(type, column, role, states.includes("frozen"));
      const seen: Record<string, string> = {};
      const agreed: Record<string, string> = {};
      for (const [capability, ...deed] of deeds) {
        // Who is no member has joined by what they did before; who is one cannot join.
        if (capability === "write-frozen" && !scene.frozen) continue; // it is about nothing else
        const cell: Cell = { type, column, role, states, capability };
        // To be asked to join what one is in changes nothing, and is no refusal.
        const isIn = column !== "visitor" && capability === "join";
        // Who may delete what anybody wrote may delete what they wrote.
        const isWithin =
          capability === "delete-own" && isAgreed({ ...cell, capability: "delete-any" });
        agreed[capability] = isAgreed(cell) || isIn || isWithin ? "allowed" : "refused";
        if (capability === "manage-roles")
          await bring(scene.cid, "extra", "guest").catch(() => undefined);
        seen[capability] = await tryDeed(scene, deed);
        await restore(scene, column, role, capability);
      }
      expect({ states, ...seen }).toEqual({ states, ...agreed });
    }
  });
});
