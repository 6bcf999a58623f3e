// The site of nginx that docs/operating shows, before a real server: sockets, event streams that are not held back, long bodies,
// and the caller's own address.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request, type RequestOptions } from "node:https";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { WebSocket } from "ws";
import { createApp } from "./support/api.ts";
import { finish } from "./support/report.ts";
import { until } from "./support/wait.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { values } = parseArgs({
  options: { nginx: { type: "string" }, quick: { type: "boolean", default: false } },
});
const program = [values.nginx, "/usr/sbin/nginx", "/usr/local/sbin/nginx"].find(
  (path) => path !== undefined && existsSync(path),
);
if (program === undefined) {
  console.log("nginx: skipped (there is none here; --nginx PATH names one)");
} else {
  await prove(program);
}

async function prove(nginx: string): Promise<void> {
  const problems: string[] = [];
  const world = await startWorld({ NATTER_PROXIES: "1", NATTER_RATE_LIMITS: "on" });
  const app = await createApp(world, "proxied", ["ada"]);
  const folder = mkdtempSync(join(tmpdir(), "natter-nginx-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  writeFileSync(join(folder, "nginx.conf"), configuration(folder, port, world.url));
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"],
      ...["-keyout", join(folder, "privkey.pem"), "-out", join(folder, "fullchain.pem")],
    ],
    { stdio: "ignore" },
  );
  const child = spawn(nginx, ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => (words += chunk.toString()));
  try {
    await until(
      async () => (await ask(port, "/healthz").catch(() => ({ status: 0 }))).status === 200,
      `nginx does not serve: ${words}`,
      20_000,
    );
    await check("a WebSocket", problems, () => connect(port, app));
    await check("an event stream", problems, () => listen(port, app));
    await check("a body of 8 MB", problems, () => importLong(port, app));
    await check("the caller's address", problems, () => exhaust(port, app.publishableKey));
  } finally {
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
    rmSync(folder, { recursive: true, force: true });
    await world.stop();
  }
  await finish(
    {
      id: "nginx",
      pass: problems.length === 0,
      ...{ quick: values.quick, seed: 0, faults: {}, problems },
      figures: { ways_tried: 4, ways_that_work: 4 - problems.length },
      notes: [
        execFileSync(nginx, ["-v"], {
          encoding: "utf8",
          stdio: ["ignore", "pipe", "inherit"],
        }).trim(),
      ].filter((note) => note !== ""),
    },
    startedAt,
  );
}

type App = Awaited<ReturnType<typeof createApp>>;

async function check(what: string, problems: string[], run: () => Promise<void>): Promise<void> {
  await run().catch((error: unknown) => problems.push(`${what}: ${String(error)}`));
}

/** The site as it is documented, at another port, with another certificate, inside a whole configuration. */
function configuration(folder: string, port: number, upstream: string): string {
  const path = fileURLToPath(new URL("../../docs/operating/nginx.conf", import.meta.url));
  const changes: [from: string, to: string][] = [
    ["127.0.0.1:8800", new URL(upstream).host],
    ["listen 443 ssl", `listen 127.0.0.1:${port} ssl`],
    ["server_name chat.example.org", "server_name localhost"],
    ["/etc/letsencrypt/live/chat.example.org/fullchain.pem", join(folder, "fullchain.pem")],
    ["/etc/letsencrypt/live/chat.example.org/privkey.pem", join(folder, "privkey.pem")],
  ];
  const site = changes.reduce(
    (text, [from, to]) => {
      if (!text.includes(from))
        throw new Error(`docs/operating/nginx.conf does not say "${from}".`);
      return text.replace(from, to);
    },
    readFileSync(path, "utf8"),
  );
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join(" ");
  return `daemon off; pid ${join(folder, "nginx.pid")}; error_log stderr; events {}
http { access_log off; ${temporary}\n${site}\n}`;
}

function ask(
  port: number,
  path: string,
  { body, ...options }: RequestOptions & { body?: string } = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, path, rejectUnauthorized: false, agent: false, ...options },
      (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

async function connect(port: number, app: App): Promise<void> {
  const { token } = await app.call("POST", "/v1/realtime/token", {}, "ada");
  const socket = new WebSocket(`wss://127.0.0.1:${port}/connection/websocket`, {
    rejectUnauthorized: false,
  });
  await once(socket, "open");
  socket.send(JSON.stringify({ id: 1, connect: { token } }));
  const [data] = (await once(socket, "message")) as [Buffer];
  socket.terminate();
  if (!data.toString().includes('"connect"')) throw new Error(data.toString());
}

/** The first event must come while the answer goes on: a proxy that gathers would never give it. */
async function listen(port: number, app: App): Promise<void> {
  const { token } = await app.call("POST", "/v1/realtime/token", {}, "ada");
  const frame = encodeURIComponent(JSON.stringify({ id: 1, connect: { token } }));
  await new Promise<void>((resolve, reject) => {
    const sent = request(
      {
        ...{ host: "127.0.0.1", port, rejectUnauthorized: false, agent: false },
        path: `/connection/sse?cf_connect=${frame}`,
      },
      (response) => {
        response.on("data", (chunk: Buffer) => {
          if (!chunk.toString().includes('"connect"')) return;
          resolve();
          sent.destroy();
        });
        response.on("end", () => reject(new Error(`it ended with ${response.statusCode}`)));
      },
    );
    sent.setTimeout(10_000, () => reject(new Error("nothing came in ten seconds")));
    sent.on("error", reject);
    sent.end();
  });
}

/** What the route refuses, it has read to the end: the proxy let all of it through. */
async function importLong(port: number, app: App): Promise<void> {
  const headers = {
    authorization: `Bearer ${app.secretKey}`,
    "content-type": "application/json",
  };
  const long = JSON.stringify({ messages: [], filler: "x".repeat(8_000_000) });
  const { status, text } = await ask(port, "/v1/import/messages", {
    method: "POST",
    headers,
    body: long,
  });
  if (status !== 400 || !text.includes("request.invalid"))
    throw new Error(`${status} ${text.slice(0, 200)}`);
  const tooLong = JSON.stringify({ text: "x".repeat(2_000_000) });
  const refused = await ask(port, "/v1/moderation/check", {
    method: "POST",
    headers,
    body: tooLong,
  });
  if (refused.status !== 413) throw new Error(`2 MB where 1 MB is allowed: ${refused.status}`);
}

/** Whoever comes by the proxy has a limit of their own, whatever they say of themselves; the proxy's is not used up. */
async function exhaust(port: number, appKey: string): Promise<void> {
  const headers = () => ({
    "x-natter-key": appKey,
    "x-forwarded-for": `203.0.113.${Math.floor(Math.random() * 250)}`,
  });
  const answers = await Promise.all(
    Array.from({ length: 400 }, () => ask(port, "/v1/limits", { headers: headers() })),
  );
  if (!answers.some(({ status }) => status === 429))
    throw new Error("claiming other addresses gets around the limit");
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo; // it listens on TCP
  probe.close();
  await once(probe, "close");
  return port;
}
