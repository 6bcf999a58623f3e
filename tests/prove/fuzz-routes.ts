// S05b: every operation with good input, input that is nearly good, and absurd input, by a generator of our own that knows ids which
// are there. No answer of 500 and above, none that takes long, nothing that nobody caught; and good input does get through.
import { createApp, type App } from "./support/api.ts";
import { harvest, pick, type Generator, type Pools } from "./support/generate-input.ts";
import { watchLag } from "./support/lag.ts";
import {
  buildRequest,
  isFailure,
  operationsOf,
  sendRaw,
  type Operation,
} from "./support/operations.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { absurdValue, spoil, spoilText } from "./support/spoil.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const casesEach = quick ? 12 : 500;
const atOnce = 8;
const longestMs = 2_000;
// A process that is itself later than that cannot tell how long an answer took.
const mostLagMs = 200;
const problems = new Map<string, number>();
const note = (problem: string) => void problems.set(problem, (problems.get(problem) ?? 0) + 1);

const world = await startWorld({}, { keptOutput: 10_000_000 });
const app = await createApp(world, "ownfuzz", []);
const operations = await operationsOf(world.url);
const reached = new Map<string, { good: number; fine: number; all: number }>(
  operations.map(({ name }) => [name, { good: 0, fine: 0, all: 0 }]),
);
let slow = 0;
let oversized = 0;
const lag = watchLag();
for (let turn = 0; turn < casesEach; turn += 1) {
  // What was deleted, banned or revoked by then is made anew for each turn.
  const scene = await setScene(app, turn);
  const waiting = [...operations];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await tryOnce(next, scene);
    }),
  );
  if ((turn + 1) % 25 === 0) console.log(`${turn + 1} of ${casesEach} turns`);
}
lag.stop();
for (const operation of operations.filter(({ body }) => body !== undefined).slice(0, 20))
  await sendOversized(operation);
const unhandled = world.output().match(/unhandled|uncaught/gi)?.length ?? 0;
if (unhandled > 0) note(`${unhandled} errors that nobody caught`);
if ((await fetch(`${world.url}/healthz`)).status !== 200) note("The server is not well.");
await world.stop();
const notes: string[] = [];
if (slow > 0) {
  const what = `${slow} answers took longer than ${longestMs} ms`;
  if (lag.longestMs() <= mostLagMs) note(what);
  else notes.push(`${what}; this process was up to ${Math.round(lag.longestMs())} ms late itself`);
}
const shares = [...reached].map(([name, { good, fine }]) => ({ name, share: fine / good }));
const hardly = shares.filter(({ share }) => !(share >= 0.05)).map(({ name }) => name);

await finish(
  {
    id: "S05b",
    pass: problems.size === 0,
    ...{ quick, seed },
    faults: { oversized_bodies: oversized },
    figures: {
      operations: operations.length,
      cases: [...reached.values()].reduce((sum, { all }) => sum + all, 0),
      fewest_per_operation: Math.min(...[...reached.values()].map(({ all }) => all)),
      "operations whose good input got through in 30 of 100": shares.filter(
        ({ share }) => share >= 0.3,
      ).length,
      "answers that took longer than 2 s": slow,
    },
    notes: [
      ...notes,
      ...(hardly.length > 0 ? [`Hardly ever got through: ${hardly.join(", ")}`] : []),
    ],
    problems: [...problems].map(([problem, times]) => `${problem} (${times} times)`).slice(0, 20),
  },
  startedAt,
);

type Scene = { readonly people: readonly string[]; readonly pools: Pools };

/** New people with a channel, messages, a space and an invite. */
async function setScene({ call }: App, turn: number): Promise<Scene> {
  const people = ["a", "b", "c"].map((name) => `fuzz-${turn}-${name}`);
  const [owner = "", ...others] = people;
  const pools: Pools = new Map([
    ["userId", [...people]],
    ["memberId", [...others]],
  ]);
  await call("POST", "/v1/users", { users: people.map((id) => ({ id, name: id })) });
  const { channel } = await call("POST", "/v1/channels", { members: others }, owner);
  harvest(pools, { channel }, "channel");
  for (let number = 0; number < 3; number += 1) {
    const body = { clientId: `scene-${turn}-${number}`, text: "hello" };
    const { message } = await call("POST", `/v1/channels/${channel.cid}/messages`, body, owner);
    pools.set("messageId", [...(pools.get("messageId") ?? []), message.id]);
  }
  const { space } = await call("POST", "/v1/spaces", { name: "scene" }, owner);
  pools.set("spaceId", [space.id]);
  harvest(pools, await call("POST", `/v1/spaces/${space.id}/invites`, {}, owner), "invite");
  return { people, pools };
}

async function tryOnce(operation: Operation, { people, pools }: Scene): Promise<void> {
  const generator: Generator = { random, pools, text: () => `word ${Math.floor(random() * 1e6)}` };
  const asAdmin = operation.name.startsWith("apps.");
  const headers: Record<string, string> = {
    authorization: `Bearer ${asAdmin ? world.adminKey : app.secretKey}`,
    ...(asAdmin || random() < 0.15 ? {} : { "x-natter-user": pick(random, people) }),
  };
  const request = buildRequest(operation, generator, headers);
  const kind = random();
  let { path } = request;
  let text = request.body === undefined ? undefined : JSON.stringify(request.body);
  if (kind > 0.4 && kind <= 0.8 && request.body !== undefined)
    text = JSON.stringify(spoil(random, request.body));
  else if (kind > 0.4 && kind <= 0.8) path = spoilPath(path);
  else if (kind > 0.8 && text !== undefined) text = spoilText(random, text);
  else if (kind > 0.8) path = spoilPath(path);
  const started = performance.now();
  const answer = await sendRaw(world.url, { ...request, path, text }).catch((error: unknown) => {
    note(`${operation.name}: no answer: ${String(error)}`);
    return null;
  });
  if (answer === null) return;
  if (performance.now() - started > longestMs) slow += 1;
  const counts = reached.get(operation.name);
  if (counts) {
    counts.all += 1;
    if (kind <= 0.4) counts.good += 1;
    if (kind <= 0.4 && answer.status < 300) counts.fine += 1;
  }
  if (isFailure(answer))
    note(`${operation.name} answered ${answer.status}: ${(text ?? path).slice(0, 160)}`);
  if (answer.status >= 400 && answer.code === "")
    note(`${operation.name} answered ${answer.status} without a code`);
}

/** A part of the path, or of the query, replaced by something absurd. */
function spoilPath(path: string): string {
  const value = encodeURIComponent(String(absurdValue(random)).slice(0, 2_000).toWellFormed());
  if (path.includes("?") && random() < 0.5) return path.replace(/=[^&]*/, `=${value}`);
  if (random() < 0.3) return `${path}${path.includes("?") ? "&" : "?"}limit=${value}`;
  const parts = path.split("/");
  const at = 2 + Math.floor(random() * (parts.length - 2));
  return parts.map((part, index) => (index === at ? value : part)).join("/");
}

/** More than any route takes, in pieces and without saying how much it will be. */
async function sendOversized({ method, path, name }: Operation): Promise<void> {
  const piece = new Uint8Array(1_000_000).fill(0x20);
  let left = 12;
  const body = new ReadableStream({
    pull(controller) {
      left -= 1;
      if (left < 0) controller.close();
      else controller.enqueue(piece);
    },
  });
  const init: RequestInit & { duplex: "half" } = {
    ...{ method, body, duplex: "half" },
    headers: { authorization: `Bearer ${app.secretKey}`, "content-type": "application/json" },
  };
  const status = await fetch(`${world.url}${path.replaceAll(/\{\w+\}/g, "none")}`, init).then(
    (response) => response.status,
    // The server may answer and close before all is sent.
    () => 413,
  );
  oversized += 1;
  if (status < 400 || status >= 500) note(`${name} answered ${status} to a body of 12 MB`);
}
