// S01: two apps on one server, each with a word in all its texts that stands nowhere else. Everybody of one app tries every
// route with ids of the other. Nobody ever reads the other's word, nothing of the other changes, and an id of the other
// is answered like one of nothing.
import { createApp, type App } from "./support/api.ts";
import { fingerprint } from "./support/fingerprint.ts";
import { harvest, pick, unlike, type Generator, type Pools } from "./support/generate-input.ts";
import {
  buildRequest,
  isFailure,
  operationsOf,
  sendRequest,
  type Answer,
  type Operation,
  type Request,
} from "./support/operations.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const attacks = quick ? 1_500 : 24_000;
const problems = new Set<string>();

type Side = {
  readonly app: App;
  readonly word: string;
  readonly people: string[];
  readonly pools: Pools;
};
const world = await startWorld();
const operations = await operationsOf(world.url);
const mine = await openSide("mine", "zebrafinch");
const other = await openSide("other", "quokkaisle");
for (const side of [mine, other]) await populate(side);
const probe = await countWord(other, other.word);
if (probe < (quick ? 10 : 50))
  problems.add(`The probe is blind: the other app's own people see its word ${probe} times.`);

const before = await fingerprint(world.databaseUrl, other.app.id);
const tried = new Map<string, number>();
let replaced = 0;
for (let attack = 0; attack < attacks; attack += 1) {
  const operation = operations[attack % operations.length] as Operation; // the index is in range
  tried.set(operation.name, (tried.get(operation.name) ?? 0) + 1);
  await attackOnce(operation);
}
const after = await fingerprint(world.databaseUrl, other.app.id);
for (const [table, hash] of after)
  if (before.get(table) !== hash) problems.add(`${table} of the other app has changed`);
if (world.output().includes(other.word)) problems.add("The other app's word stands in the log.");
await world.stop();

await finish(
  {
    id: "S01",
    pass: problems.size === 0,
    quick,
    seed,
    faults: {},
    figures: {
      requests: attacks,
      operations: operations.length,
      fewest_per_operation: Math.min(...tried.values()),
      control_other_sees_its_word: probe,
      ids_of_the_other_app: [...other.pools.values()].flat().length,
      tables_compared: before.size,
    },
    problems: [...problems].slice(0, 20),
  },
  startedAt,
);

async function openSide(id: string, word: string): Promise<Side> {
  const people = [1, 2, 3].map((number) => `${id}-person-${number}`);
  const app = await createApp(world, `${id}app`, people);
  const pools: Pools = new Map([
    ["userId", [...people]],
    ["memberId", [...people]],
  ]);
  return { app, word, people, pools };
}

/** Fills an app by its own people through its own routes, with its word in every text, and remembers the ids. */
async function populate(side: Side): Promise<void> {
  const { word, people, pools } = side;
  const generator: Generator = {
    random,
    pools,
    text: () => `${word} ${Math.floor(random() * 1e6)}`,
  };
  // Neither what takes things away, nor what runs out by itself later: nothing may change here while others attack.
  const gentle = operations.filter(
    ({ name }) =>
      !/delete|remove|revoke|suspend|truncate|leave|deactivate|apps\.|logout|ban|rotate|presence\./i.test(
        name,
      ),
  );
  await side.app.call("POST", "/v1/users", {
    users: people.map((id) => ({ id, name: `${word} ${id}`, custom: { note: word } })),
  });
  for (let round = 0; round < (quick ? 6 : 25); round += 1) {
    for (const operation of gentle) {
      const headers: Record<string, string> = {
        authorization: `Bearer ${side.app.secretKey}`,
        ...(random() < 0.85 ? { "x-natter-user": pick(random, people) } : {}),
      };
      const answer = await sendRequest(world.url, buildRequest(operation, generator, headers));
      if (isFailure(answer))
        problems.add(`${operation.name} answered ${answer.status}: ${answer.text.slice(0, 200)}`);
      if (answer.status < 300 && answer.text.startsWith("{"))
        harvest(pools, JSON.parse(answer.text), operation.name.split(".")[0] ?? "");
    }
  }
}

/** One request of somebody of this app with ids of the other, and the same one with ids of nothing. */
async function attackOnce(operation: Operation): Promise<void> {
  const theirs: Pools = new Map([...mine.pools]);
  // A key of one's own that is revoked would end the attack.
  for (const [name, ids] of idsOf(other))
    theirs.set(
      name,
      /^(keyId|kid)$/.test(name) || random() < 0.8 ? ids : (mine.pools.get(name) ?? ids),
    );
  const generator: Generator = {
    random,
    pools: theirs,
    text: () => `mine ${Math.floor(random() * 1e6)}`,
  };
  const request = buildRequest(operation, generator, await attacker());
  const isCompared = random() < 0.25 && !namesTheirChoice(request);
  const first = isCompared ? await sendRequest(world.url, withoutTheirIds(request)) : undefined;
  const answer = await sendRequest(world.url, request);
  const what = `${operation.name} (${operation.method} ${request.path.slice(0, 120)})`;
  if ((answer.text + answer.headers).includes(other.word))
    problems.add(`${what} shows the other app's word`);
  if (isFailure(answer)) problems.add(`${what} answered ${answer.status}`);
  if (!first) return;
  // What differs between two requests with ids of nothing is the doing of the requests themselves.
  const second = await sendRequest(world.url, withoutTheirIds(request));
  if (isSame(first, second) && !isSame(answer, first))
    problems.add(
      `${what} answers ${answer.status} ${answer.code}, and ${first.status} ${first.code} for ids of nothing`,
    );
}

/** Whether a request holds an id that customers choose: this app's people may have made one of the same name by now. */
function namesTheirChoice({ path, body, headers }: Request): boolean {
  const text = `${path} ${JSON.stringify(body)} ${headers["x-natter-user"]}`;
  return /made-up-|-person-/.test(text);
}

function isSame(one: Answer, another: Answer): boolean {
  return one.status === another.status && one.code === another.code;
}

/** What was seen of a side, but for what carries its word: what we send ourselves may come back. */
function idsOf({ pools, word }: Side): [name: string, ids: string[]][] {
  return [...pools].map(([name, ids]) => [name, ids.filter((id) => !id.includes(word))]);
}

async function attacker(): Promise<Record<string, string>> {
  const person = pick(random, mine.people);
  return pick(random, [
    { authorization: `Bearer ${mine.app.secretKey}` },
    { authorization: `Bearer ${mine.app.secretKey}`, "x-natter-user": person },
    { authorization: `Bearer ${mine.app.secretKey}`, "x-natter-user": person },
    { authorization: `Bearer ${mine.app.secretKey}`, "x-natter-user": pick(random, other.people) },
    { authorization: `Bearer ${await tokenOf(person)}` },
    {
      authorization: `Bearer ${await tokenOf(person)}`,
      "x-natter-key": other.app.publishableKey,
    },
    { "x-natter-key": mine.app.publishableKey },
  ]);
}

/** A token of somebody of mine. Whom the attacks have deleted or shut out by now, somebody new takes the place of. */
async function tokenOf(person: string): Promise<string> {
  try {
    return await mine.app.token(person);
  } catch {
    replaced += 1;
    const somebodyNew = `mine-person-${mine.people.length + replaced}`;
    await mine.app.call("POST", "/v1/users", { users: [{ id: somebodyNew, name: somebodyNew }] });
    mine.people.splice(mine.people.indexOf(person), 1, somebodyNew);
    return mine.app.token(somebodyNew);
  }
}

/** The same request, each id of the other app replaced by one of the same form that is of nothing. */
function withoutTheirIds(request: Request): Request {
  const ids = [...new Set(idsOf(other).flatMap(([, list]) => list))].filter((id) => id.length > 8);
  let { path } = request;
  let text = JSON.stringify(request.body);
  const headers = { ...request.headers };
  for (const id of ids) {
    const replacement = unlike(random, id);
    path = path.replaceAll(encodeURIComponent(id), encodeURIComponent(replacement));
    text = text?.replaceAll(JSON.stringify(id), JSON.stringify(replacement));
    if (headers["x-natter-user"] === id) headers["x-natter-user"] = replacement;
  }
  return { ...request, path, headers, body: text === undefined ? undefined : JSON.parse(text) };
}

/** How often an app's own people read its word in the answers of its lists. */
async function countWord({ app, people }: Side, word: string): Promise<number> {
  let seen = 0;
  for (const path of ["/v1/channels", "/v1/users", "/v1/spaces"])
    for (const person of people)
      seen += JSON.stringify(await app.call("GET", path, undefined, person)).split(word).length - 1;
  return seen;
}
