// S12: people lose a right while others write without pause. Nothing that was said after the answer to whoever took the right
// away reaches them, and nothing at all a second later; their next request is refused.
import { Centrifuge } from "centrifuge";
import { createApp, type Json } from "./support/api.ts";
import { watchLag } from "./support/lag.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { pause, until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const trials = quick ? 42 : 504;
const atOnce = quick ? 7 : 14;
const messagesPerSecond = quick ? 50 : 200;
const listenMs = 2_000;
// A machine that is busier than that with other things cannot tell when an event came.
const mostLagMs = 200;
const problems: string[] = [];

const world = await startWorld();
const app = await createApp(world, "revoke", ["ada", "bob"]);

type Way = {
  /** Takes the right away. */
  take(victim: string, cid: string): Promise<unknown>;
  /** Statuses with which the victim's next request for the channel is refused. */
  readonly refusals: readonly number[];
};

const inMessages = (cid: string) => `/v1/channels/${encodeURIComponent(cid)}`;
const ways: Record<string, Way> = {
  "removed from the channel": {
    take: (victim, cid) =>
      app.call("DELETE", `${inMessages(cid)}/members/${victim}`, undefined, "ada"),
    refusals: [404],
  },
  "banned from the channel": {
    take: (victim, cid) => app.call("PUT", `${inMessages(cid)}/bans/${victim}`, {}, "ada"),
    refusals: [403, 404],
  },
  "banned from the app": {
    take: (victim) => app.call("PUT", `/v1/users/${victim}/ban`, {}),
    refusals: [401, 403],
  },
  deactivated: {
    take: (victim) => app.call("POST", `/v1/users/${victim}/deactivate`),
    refusals: [401, 403],
  },
  deleted: {
    take: (victim) => app.call("DELETE", `/v1/users/${victim}?messages=keep`),
    refusals: [401, 403, 404],
  },
  "signed out by time": {
    take: (victim) =>
      app.call("POST", `/v1/users/${victim}/tokens/revoke`, { before: new Date().toISOString() }),
    refusals: [401],
  },
  "the channel deleted": {
    take: (_victim, cid) => app.call("DELETE", inMessages(cid), undefined, "ada"),
    refusals: [404],
  },
};

const latest: Record<string, number> = {};
const afterAnswer: Record<string, number> = {};
const tooLate: string[] = [];
let done = 0;
const lag = watchLag();
const names = Object.keys(ways);
await Promise.all(
  Array.from({ length: atOnce }, async (_, lane) => {
    for (let trial = lane; trial < trials; trial += atOnce) {
      await runTrial(names[trial % names.length] ?? "", trial).catch((error: unknown) =>
        problems.push(`trial ${trial}, ${names[trial % names.length]}: ${describe(error)}`),
      );
      done += 1;
      if (done % 50 === 0) console.log(`${done} of ${trials}`);
    }
  }),
);
lag.stop();
await world.stop();
const notes: string[] = [];
if (lag.longestMs() <= mostLagMs) problems.push(...tooLate);
else
  notes.push(
    `This process was up to ${Math.round(lag.longestMs())} ms late itself: the bar of one second was not judged. Over it were ${tooLate.length} of ${done} trials.`,
  );
if (!quick) problems.push(...notes.splice(0));

await finish(
  {
    id: "S12",
    pass: problems.length === 0,
    quick,
    seed,
    faults: { trials: done },
    figures: {
      ...Object.fromEntries(names.map((name) => [`${name}: last event, ms`, latest[name] ?? 0])),
      ...Object.fromEntries(names.map((name) => [`${name}: events after`, afterAnswer[name] ?? 0])),
    },
    notes,
    problems: problems.slice(0, 20),
  },
  startedAt,
);

async function runTrial(name: string, trial: number): Promise<void> {
  const way = ways[name];
  if (!way) return;
  const victim = `victim-${trial}`;
  await app.call("PUT", `/v1/users/${victim}`, { name: victim });
  const body = { name: `channel ${trial}`, members: [victim, "bob"] };
  const { cid } = (await app.call("POST", "/v1/channels", body, "ada")).channel;
  const token = await app.token(victim);
  const heard: { at: number; number: number }[] = [];
  const centrifuge = await listen(token, (event) => {
    if (event.cid === cid && event.type === "message.new")
      heard.push({ at: performance.now(), number: Number(event.message.text) });
  });
  const writer = writeSteadily(cid);
  try {
    await until(() => heard.length >= 3, "The victim never heard anything.");
    await pause(random() * 200);
    await way.take(victim, cid);
    const answeredAt = performance.now();
    const saidBefore = writer.started();
    const next = await fetch(`${world.url}${inMessages(cid)}/messages`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await next.text();
    if (!way.refusals.includes(next.status))
      problems.push(`${name}: the next request got ${next.status}`);
    await pause(listenMs);
    const late = heard.filter(({ at }) => at > answeredAt);
    const last = late.at(-1);
    afterAnswer[name] = (afterAnswer[name] ?? 0) + late.length;
    if (last) latest[name] = Math.max(latest[name] ?? 0, last.at - answeredAt);
    if (last && last.at - answeredAt > 1_000)
      tooLate.push(
        `${name}: an event came ${Math.round(last.at - answeredAt)} ms after the answer`,
      );
    const foreign = heard.filter(({ number }) => number > saidBefore);
    if (foreign.length > 0)
      problems.push(`${name}: ${foreign.length} messages that were said afterwards`);
  } finally {
    writer.stop();
    centrifuge.disconnect();
  }
}

/** Somebody else writes numbers into the channel, by the clock. */
function writeSteadily(cid: string) {
  let number = 0;
  const timer = setInterval(
    () => {
      number += 1;
      const clientId = `${cid.slice(-12)}-${number}`;
      const body = { clientId: clientId.replace(/[^\w-]/g, "-"), text: String(number) };
      // A channel that was deleted takes no more.
      app.call("POST", `${inMessages(cid)}/messages`, body, "bob").catch(() => undefined);
    },
    (1_000 / messagesPerSecond) * atOnce,
  );
  return { started: () => number, stop: () => clearInterval(timer) };
}

async function listen(token: string, hear: (event: Json) => void): Promise<Centrifuge> {
  const response = await fetch(`${world.url}/v1/realtime/token`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: "{}",
  });
  const answer = (await response.json()) as Json;
  const centrifuge = new Centrifuge(`${world.url.replace("http", "ws")}${answer.path}`, {
    token: answer.token,
  });
  centrifuge.on("publication", ({ data }) => hear(data));
  centrifuge.connect();
  await centrifuge.ready(60_000).catch((error: unknown) => {
    centrifuge.disconnect();
    throw error;
  });
  return centrifuge;
}

/** Errors of the realtime client are plain objects. */
function describe(error: unknown): string {
  return error instanceof Error ? error.message : JSON.stringify(error);
}
