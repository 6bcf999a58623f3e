// S06: tokens that somebody forged, of every family that is known, at every way in. None is let in; a good one is, at each.
import { request } from "node:http";
import { WebSocket } from "ws";
import { createApp, type Json } from "./support/api.ts";
import { forgeTokens, type Forgery } from "./support/forge-tokens.ts";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const problems: string[] = [];

const world = await startWorld();
const app = await createApp(world, "mine", ["ada", "bob"]);
const other = await createApp(world, "other", ["ada"]);
const mySecret = await app.call("POST", "/v1/signing-keys/rotate", { overlapSeconds: 0 });
const otherSecret = await other.call("POST", "/v1/signing-keys/rotate", { overlapSeconds: 0 });
const good = await app.token("ada");
const { channel } = await app.call("POST", "/v1/channels", { name: "a channel" }, "ada");
const connection = await app.call("POST", "/v1/realtime/token", {}, "ada");
const subscription = await app.call(
  "POST",
  "/v1/realtime/subscriptions",
  { cid: channel.cid },
  "ada",
);
const foreignConnection = await other.call("POST", "/v1/realtime/token", {}, "ada");

const guesses = ["", "secret", app.id, app.publishableKey, app.secretKey, world.adminKey];
const userForgeries = forgeTokens({
  ...{ good, guesses, secret: mySecret.secret },
  foreign: { token: await other.token("ada"), secret: otherSecret.secret, appId: other.id },
  otherKinds: [connection.token, subscription.signals.token],
});
// The secret of connection tokens is the server's own and nobody's: what needs it is forged with a made-up one.
const connectionForgeries = forgeTokens({
  ...{
    good: connection.token,
    guesses: [...guesses, mySecret.secret],
    secret: "made up by the forger",
  },
  foreign: { token: good, secret: otherSecret.secret, appId: other.id },
  otherKinds: [good, subscription.signals.token, app.secretKey, app.publishableKey],
});

// Where no app is named, another app's token is good: for that app.
const unlessAppIsNamed = userForgeries.filter(({ what }) => what !== "a token of another app");

type Entry = {
  /** Whether a token was let in. */
  let(token: string): Promise<boolean>;
  readonly good: string;
  readonly forgeries: readonly Forgery[];
};

const viaHttp =
  (path: string, method: "GET" | "POST", headers: Record<string, string> = {}) =>
  async (token: string): Promise<boolean> => {
    const response = await fetch(`${world.url}${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${token}` },
      ...(method === "POST" ? { body: "{}" } : {}),
    });
    await response.text();
    if (response.status >= 500) problems.push(`${path} answered ${response.status}`);
    return response.ok;
  };
const json = { "content-type": "application/json" };
const entries: Record<string, Entry> = {
  HTTP: { good, forgeries: unlessAppIsNamed, let: viaHttp("/v1/me", "GET") },
  "HTTP with the app's key": {
    ...{ good, forgeries: userForgeries },
    let: viaHttp("/v1/me", "GET", { "x-natter-key": app.publishableKey }),
  },
  "the realtime token": {
    ...{ good, forgeries: unlessAppIsNamed },
    let: viaHttp("/v1/realtime/token", "POST", json),
  },
  WebSocket: { good: connection.token, forgeries: connectionForgeries, let: bySocket },
  SSE: {
    ...{ good: connection.token, forgeries: connectionForgeries },
    let: (token) =>
      byStream("GET", `/connection/sse?cf_connect=${encodeURIComponent(connect(token))}`),
  },
  "HTTP stream": {
    ...{ good: connection.token, forgeries: connectionForgeries },
    let: (token) => byStream("POST", "/connection/http_stream", connect(token)),
  },
};

const figures: Record<string, number> = {};
for (const [name, entry] of Object.entries(entries)) {
  if (!(await entry.let(entry.good)))
    problems.push(`${name} refuses a good token: it proves nothing`);
  const chosen = entry.forgeries.filter((_, index) => !quick || index % 6 === seed % 6);
  let accepted = 0;
  for (const { what, token } of chosen) {
    if (!(await entry.let(token))) continue;
    accepted += 1;
    problems.push(`${name} lets in a token that is ${what}`);
  }
  figures[`forged tokens at ${name}`] = chosen.length;
  figures[`let in at ${name}`] = accepted;
}
const foreign = foreignConnection.token as string;
if (!(await bySocket(foreign)))
  problems.push("The other app's own token does not open its socket.");
await world.stop();
const fewest = Math.min(...Object.values(entries).map(({ forgeries }) => forgeries.length));
if (fewest < 400) problems.push(`Only ${fewest} forgeries: 400 are asked for.`);

await finish(
  {
    id: "S06",
    pass: problems.length === 0,
    ...{ quick, seed, figures },
    faults: { kinds_of_forgery: new Set(userForgeries.map(({ what }) => what)).size },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

function connect(token: string): string {
  return JSON.stringify({ id: 1, connect: { token } });
}

/** Whether the first reply to `connect` is a connection and no error. */
function isLetIn(text: string): boolean {
  const reply = JSON.parse(text) as Json;
  return reply.connect !== undefined && reply.error === undefined;
}

function bySocket(token: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${world.url.replace("http", "ws")}/connection/websocket`);
    socket.on("open", () => socket.send(connect(token)));
    socket.on("message", (data) => {
      resolve(isLetIn(String(data).split("\n")[0] ?? ""));
      socket.terminate();
    });
    socket.on("close", () => resolve(false));
    socket.on("error", reject);
  });
}

function byStream(method: string, path: string, body?: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const sent = request(`${world.url}${path}`, { method, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        const line = /\{.*\}/.exec(text)?.[0];
        if (line === undefined) return;
        resolve(isLetIn(line.split("\n")[0] ?? ""));
        response.destroy();
      });
      response.on("close", () => resolve(false));
      response.on("error", () => resolve(false));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
