// R19: events that can never be built or settled lie in the outbox among good ones. The good ones arrive, the bad ones are counted
// and said, and nobody's sync stands still.
import { createChatClient } from "@natter/client";
import { Client } from "pg";
import { createApp } from "./support/api.ts";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const sends = quick ? 100 : 2_000;
const problems: string[] = [];

const world = await startWorld({ NATTER_LOG_LEVEL: "warn" }, { keptOutput: 10_000_000 });
const people = ["ada", "bob"];
const app = await createApp(world, "poison", people);
const { cid } = (await app.call("POST", "/v1/channels", { name: "one", members: people }, "ada"))
  .channel;
const token = await app.token("bob");
const bob = createChatClient({
  ...{ endpoint: world.url, appKey: app.publishableKey },
  getToken: async () => token,
});
bob.connect();
await bob.channel(cid).watch();
await send(0, sends / 2);

// Each hundredth event of what follows speaks of a message that is not there, in a form that no message has.
await world.kill();
const poisoned = await writePoison(Math.max(3, Math.floor(sends / 200)));
await world.start();
await send(sends / 2, sends);
await until(
  () =>
    bob.store
      .getState()
      .channels[cid]?.window.items.some(({ text }) => text === `message ${sends - 1}`) === true,
  "Bob never saw the last message: a bad event holds up the good ones.",
).catch(note);
const synced = await app.call("POST", "/v1/sync", {}, "bob");
if (!Array.isArray(synced.channels)) problems.push("A sync is not answered.");
const page = await app.call("GET", `/v1/channels/${cid}/messages?limit=50`, undefined, "bob");
if (page.items.length !== 50) problems.push(`A page holds ${page.items.length} messages, not 50.`);
const unread = await app.call("GET", "/v1/unread", undefined, "bob");
await until(async () => (await waiting()) <= poisoned, "Good events wait behind bad ones.").catch(
  note,
);
const left = await waiting();
const said = world.output().split("could not be").length - 1;
if (said === 0) problems.push("The log says nothing of the bad events.");
bob.dispose();
await world.stop();

await finish(
  {
    id: "R19",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { bad_events: poisoned },
    figures: {
      messages: sends,
      "events left in the outbox": left,
      "lines of the log that name one": said,
      "unread of the reader, counted": unread.channels?.length ?? 0,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

async function send(from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 20)
    await Promise.all(
      Array.from({ length: Math.min(20, to - at) }, (_, index) =>
        app.call(
          "POST",
          `/v1/channels/${cid}/messages`,
          { clientId: `poison-${at + index}`, text: `message ${at + index}` },
          "ada",
        ),
      ),
    );
}

/** Puts events into the log and the outbox as a fault of our own would, numbered as they must be. */
async function writePoison(count: number): Promise<number> {
  await sql(
    `with head as (
       update stream_heads set event_seq = event_seq + $2::int where app_id = $1 and stream = 'chat:' || $3
       returning event_seq - $2::int as before
     ), fact as (
       insert into events (app_id, stream, seq, type, data, created_at)
       select $1, 'chat:' || $3, before + n, 'message.new', jsonb_build_object('messageId', 'no id at all ' || n), now()
       from head, generate_series(1, $2::int) as n
     )
     insert into outbox (app_id, stream, seq, created_at)
     select $1, 'chat:' || $3, before + n, now() from head, generate_series(1, $2::int) as n`,
    [app.id, count, cid],
  );
  return count;
}

async function waiting(): Promise<number> {
  const [row] = await sql("select count(*)::int as count from outbox where app_id = $1", [app.id]);
  return Number(row?.["count"]);
}

async function sql(text: string, params: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    await client.query("set role natter_app");
    await client.query("select set_config('natter.app', $1, false)", [app.id]);
    return (await client.query(text, params)).rows;
  } finally {
    await client.end();
  }
}

function note(error: unknown): void {
  problems.push(error instanceof Error ? error.message : String(error));
}
