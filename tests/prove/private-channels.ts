// S02: a private channel, written in by its members, and people of the same app who are not in it: a stranger, one who was removed, one
// who is banned from it. They try every route with its ids and listen meanwhile. Nobody reads a word of what was written
// after they went, nothing of the channel changes; its own members do read it.
import { Centrifuge } from "centrifuge";
import { createApp, type Json } from "./support/api.ts";
import { fingerprint } from "./support/fingerprint.ts";
import { harvest, pick, type Generator, type Pools } from "./support/generate-input.ts";
import { buildRequest, isFailure, operationsOf, sendRequest } from "./support/operations.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const attacks = quick ? 2_000 : 20_000;
const word = "quokkaisle";
const problems = new Set<string>();

const insiders = ["ada", "bob", "cy"];
const outsiders = ["stranger", "removed", "banned"];
const world = await startWorld();
const operations = await operationsOf(world.url);
const app = await createApp(world, "private", [...insiders, ...outsiders]);
const pools: Pools = new Map([
  ["userId", [...insiders, ...outsiders]],
  ["memberId", [...insiders]],
]);
const body = { name: "before", members: [...insiders.slice(1), "removed", "banned"] };
const { cid } = (await app.call("POST", "/v1/channels", body, "ada")).channel;
const path = `/v1/channels/${encodeURIComponent(cid)}`;
await app.call("POST", `${path}/messages`, { clientId: "before-them-all", text: "before" }, "ada");
await app.call("DELETE", `${path}/members/removed`, undefined, "ada");
await app.call("PUT", `${path}/bans/banned`, {}, "ada");
const { space } = await app.call("POST", "/v1/spaces", { name: "the attackers' own" }, "stranger");
pools.set("spaceId", [space.id]);
await populate();

const control = await tryAll("ada", Math.min(attacks / 4, operations.length * 4), () => undefined);
if (control.seen < 20)
  problems.add(`The probe is blind: a member sees the word in ${control.seen} answers.`);

const heard: string[] = [];
const sockets = await Promise.all(outsiders.map(listen));
const before = await fingerprint(world.databaseUrl, app.id, cid);
const tried = new Map<string, number>();
for (let from = 0; from < attacks; from += 500) {
  await tryAll(null, Math.min(500, attacks - from), (what) => problems.add(what));
}
const after = await fingerprint(world.databaseUrl, app.id, cid);
for (const [table, hash] of before)
  if (after.get(table) !== hash) problems.add(`${table} of the channel has changed`);
// What outsiders hear while members write, edit and take back.
await writeMore();
for (const text of heard)
  if (text.includes(word)) problems.add(`An outsider heard ${text.slice(0, 200)}`);
for (const socket of sockets) socket.disconnect();
await world.stop();

await finish(
  {
    id: "S02",
    pass: problems.size === 0,
    ...{ quick, seed },
    faults: {},
    figures: {
      requests: attacks,
      operations: operations.length,
      fewest_per_operation: Math.min(...operations.map(({ name }) => tried.get(name) ?? 0)),
      "answers in which a member sees the word": control.seen,
      "events heard by outsiders": heard.length,
      tables_compared: before.size,
    },
    problems: [...problems].slice(0, 20),
  },
  startedAt,
);

/** What members do in a channel, with the word in every text. */
async function populate(): Promise<void> {
  const remember = (name: string, answer: Json) => harvest(pools, answer, name);
  const as = (userId: string, method: string, to: string, data?: unknown) =>
    app.call(method, to, data, userId);
  await as("ada", "PATCH", path, { name: word, custom: { note: word } });
  remember("channel", await as("ada", "GET", path));
  for (let number = 0; number < 30; number += 1) {
    const sender = pick(random, insiders);
    const sent = await as(sender, "POST", `${path}/messages`, {
      clientId: `inside-${number}-aa`,
      text: `${word} ${number}`,
      custom: { note: word },
    });
    remember("message", sent);
    const message = `/v1/messages/${sent.message.id}`;
    add("messageId", sent.message.id);
    if (number % 3 === 0) await as("bob", "PUT", `${message}/reactions/heart`, {});
    if (number % 4 === 0) await as(sender, "PATCH", message, { text: `${word} changed` });
    if (number % 5 === 0) await as("ada", "PUT", `${message}/pin`, {});
    if (number % 6 === 0) await as("cy", "PUT", `${message}/star`, {});
    if (number % 7 === 0)
      remember(
        "message",
        await as("cy", "POST", `${path}/messages`, {
          ...{ clientId: `reply-${number}-aaa`, text: `${word} reply` },
          threadId: sent.message.id,
        }),
      );
  }
  await as("bob", "PUT", `${path}/draft`, { text: word, writtenAt: new Date().toISOString() });
  const sendAt = new Date(Date.now() + 86_400_000).toISOString();
  const planned = await as("bob", "POST", `${path}/scheduled`, {
    sendAt,
    message: { clientId: "planned-for-later", text: word },
  });
  remember("scheduled", planned);
}

function add(name: string, id: string): void {
  pools.set(name, [...new Set([...(pools.get(name) ?? []), id])]);
}

/** Requests of one person, or of outsiders in turn, over all operations; tells what must not be. */
async function tryAll(
  as: string | null,
  count: number,
  tell: (what: string) => void,
): Promise<{ seen: number }> {
  let seen = 0;
  const generator: Generator = { random, pools, text: () => `mine ${Math.floor(random() * 1e6)}` };
  // A member is only to look: what is there is what the others try.
  const chosen =
    as === null ? operations : operations.filter(({ method, name }) => isLook(method, name));
  for (let index = 0; index < count; index += 1) {
    const operation = chosen[index % chosen.length];
    if (!operation) continue;
    const user = as ?? pick(random, outsiders);
    const headers = {
      authorization: `Bearer ${as === null ? await app.token(user) : app.secretKey}`,
      ...(as === null ? {} : { "x-natter-user": user }),
    };
    const request = buildRequest(operation, generator, headers);
    const answer = await sendRequest(world.url, request);
    if (as === null) tried.set(operation.name, (tried.get(operation.name) ?? 0) + 1);
    const what = `${operation.name} as ${user} (${operation.method} ${request.path.slice(0, 120)})`;
    if (isFailure(answer)) tell(`${what} answered ${answer.status}`);
    if (!(answer.text + answer.headers).includes(word)) continue;
    seen += 1;
    tell(`${what} shows the word: ${answer.text.slice(0, 300)}`);
  }
  return { seen };
}

function isLook(method: string, name: string): boolean {
  return method === "GET" || /\.query$|sync\.run/.test(name);
}

async function writeMore(): Promise<void> {
  for (let number = 0; number < 10; number += 1) {
    const text = `${word} later ${number}`;
    const data = { clientId: `later-${number}-aa`, text };
    const { message } = await app.call("POST", `${path}/messages`, data, "ada");
    await app.call("PATCH", `/v1/messages/${message.id}`, { text: `${text}!` }, "ada");
    await app.call("POST", `${path}/typing`, { typing: true }, "bob").catch(() => undefined);
    if (number % 2 === 0) await app.call("DELETE", `/v1/messages/${message.id}`, undefined, "ada");
  }
}

async function listen(userId: string): Promise<Centrifuge> {
  const token = await app.token(userId);
  const response = await fetch(`${world.url}/v1/realtime/token`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: "{}",
  });
  const answer = (await response.json()) as Json;
  const centrifuge = new Centrifuge(`${world.url.replace("http", "ws")}${answer.path}`, {
    token: answer.token,
  });
  centrifuge.on("publication", ({ data }) => heard.push(JSON.stringify(data)));
  centrifuge.connect();
  await centrifuge.ready(60_000).catch((error: unknown) => {
    centrifuge.disconnect();
    throw error;
  });
  return centrifuge;
}
