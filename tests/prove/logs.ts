// S24: everything that must not stand in a log goes through the server once, at the most talkative log level, with failures of
// every kind: none of it is printed.
import { Client } from "pg";
import { createApp } from "./support/api.ts";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { pause } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const problems: string[] = [];
const secrets = new Map<string, string>();
const canary = (what: string) => {
  const text = `canary-${what.replaceAll(" ", "-")}-${seed}`;
  secrets.set(what, text);
  return text;
};
const keep = (what: string, text: string | undefined) => {
  if (text !== undefined && text.length > 8) secrets.set(what, text);
};

const databasePassword = "is in the address of the database";
const world = await startWorld(
  {
    NATTER_LOG_LEVEL: "trace",
    NATTER_SECRET: canary("the server secret of more than thirty-two letters"),
    NATTER_LANGUAGE_MODEL_URL: "http://127.0.0.1:9/v1",
    NATTER_LANGUAGE_MODEL_KEY: canary("model key"),
  },
  { keptOutput: 100_000_000 },
);
keep("the admin key", world.adminKey);
keep(databasePassword, new URL(world.databaseUrl).password);
const app = await createApp(world, "hygiene", ["ada", "bob"]);
keep("a secret key", app.secretKey);
const token = await app.token("ada");
keep("a user token", token);

const { channel } = await app.call(
  "POST",
  "/v1/channels",
  { name: canary("channel name"), members: ["bob"], custom: { note: canary("custom data") } },
  "ada",
);
const messages = `/v1/channels/${encodeURIComponent(channel.cid)}/messages`;
const { message } = await app.call(
  "POST",
  messages,
  {
    clientId: "first-of-all",
    text: canary("message text"),
    custom: { note: canary("message data") },
  },
  "ada",
);
await app.call("PATCH", `/v1/messages/${message.id}`, { text: canary("edited text") }, "ada");
await app.call(
  "PUT",
  `/v1/channels/${encodeURIComponent(channel.cid)}/draft`,
  { text: canary("draft"), writtenAt: startedAt.toISOString() },
  "ada",
);
await app.call("PATCH", "/v1/me", { name: canary("user name") }, "bob");
const rule = {
  name: "model",
  action: "flag",
  config: { kind: "model", instruction: canary("instruction") },
};
await app.call("POST", "/v1/moderation/rules", rule);
await app.call(
  "POST",
  messages,
  { clientId: "judged-by-model", text: canary("judged text") },
  "ada",
);
const signing = await app.call("POST", "/v1/signing-keys/rotate", { overlapSeconds: 3_600 });
keep("a signing secret", signing.secret);
const made = await app.call("POST", "/v1/keys", { kind: "secret", name: "another" });
keep("another secret key", made.secret);
const realtime = await app.call("POST", "/v1/realtime/token", {}, "ada");
keep("a connection token", realtime.token);
const { space } = await app.call("POST", "/v1/spaces", { name: canary("space name") }, "ada");
const { invite } = await app.call("POST", `/v1/spaces/${space.id}/invites`, {}, "ada");
keep("an invite", invite.code);

const requests: [path: string, init: RequestInit][] = [
  [
    "/v1/accounts/register",
    json({ "x-natter-key": app.publishableKey }, { username: "gil", password: canary("password") }),
  ],
  [
    "/v1/accounts/login",
    json(
      { "x-natter-key": app.publishableKey },
      { username: "gil", password: canary("wrong password") },
    ),
  ],
  ["/v1/me", { headers: { authorization: `Bearer ${token}broken` } }],
  ["/v1/me", { headers: { authorization: `Basic ${canary("basic")}` } }],
  ["/v1/me", { headers: { cookie: `natter_refresh=${canary("cookie")}` } }],
  [`/v1/me?access_token=${canary("token in a query")}`, {}],
  [`/v1/search/messages?q=${canary("search words")}`, { headers: asUser() }],
  [`/v1/channels/${canary("channel id in a path")}`, { headers: asUser() }],
  [
    messages,
    {
      method: "POST",
      headers: { ...asUser(), "content-type": "application/json" },
      body: `{"text": "${canary("broken JSON")}`,
    },
  ],
  [messages, json(asUser(), { clientId: "x", text: canary("refused text") })],
  [
    `/connection/sse?cf_connect=${encodeURIComponent(JSON.stringify({ id: 1, connect: { token: canary("bad connection token") } }))}`,
    {},
  ],
];
for (const [path, init] of requests) {
  const response = await fetch(`${world.url}${path}`, {
    ...init,
    signal: AbortSignal.timeout(5_000),
  });
  const cookie = response.headers.get("set-cookie")?.split(/[=;]/)[1];
  keep("a refresh cookie", cookie);
  await response.body?.cancel();
}

// Every statement fails for a while, in whatever the server is about to do with what people write.
const owner = new Client({ connectionString: world.databaseUrl });
await owner.connect();
await owner.query("alter table messages rename to messages_away");
for (let index = 0; index < (quick ? 3 : 20); index += 1) {
  const failed = await fetch(
    `${world.url}${messages}`,
    json(asUser(), { clientId: `fails-${index}-aaaa`, text: canary(`failing text ${index}`) }),
  );
  await failed.text();
  if (failed.status !== 500)
    problems.push(`A send without its table is answered ${failed.status}.`);
}
await fetch(`${world.url}/v1/search/messages?q=${canary("failing search")}`, { headers: asUser() });
await owner.query("alter table messages_away rename to messages");
await owner.query(
  "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()",
);
await owner.end();
await pause(1_500);
const metrics = await (await fetch(`${world.url}/metrics`)).text();
await world.drain();
const log = world.output();
await world.stop();

for (const [what, text] of secrets) {
  if (log.includes(text)) problems.push(`The log holds ${what}: ${around(log, text)}`);
  if (metrics.includes(text)) problems.push(`The metrics hold ${what}.`);
}
// What must be there, so that the log was looked at and the failures were made.
for (const sign of ["unexpected error", '"route":"messages.send"', "the database"])
  if (!log.includes(sign))
    problems.push(`The log says nothing of ${sign}: the search proves nothing.`);

await finish(
  {
    id: "S24",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { secrets: secrets.size },
    figures: { "letters of log": log.length, "letters of metrics": metrics.length },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

function asUser(): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function json(headers: Record<string, string>, body: unknown): RequestInit {
  return {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

function around(text: string, found: string): string {
  const at = text.indexOf(found);
  return text.slice(Math.max(0, at - 200), at + 40).replaceAll(/\s+/g, " ");
}
