// S10: pages of other sites that try to open a realtime connection or to use a secret key. Only the server's own origin and the
// origins that its operator named get through.
import { request } from "node:http";
import { createApp } from "./support/api.ts";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const problems: string[] = [];

const named = "https://app.example.org";
const world = await startWorld({
  HOST: "0.0.0.0",
  NATTER_PUBLIC_URL: "https://chat.example.com",
  NATTER_ALLOWED_ORIGINS: `${named},http://partner.example.net:8080`,
});
const app = await createApp(world, "origins", ["ada"]);
const host = new URL(world.url).host;

const good: (string | undefined)[] = [
  undefined,
  `http://${host}`,
  "https://chat.example.com",
  named,
  "http://partner.example.net:8080",
];
const bad = [
  ...[
    "null",
    "NULL",
    "",
    " ",
    "*",
    "file://",
    "about:blank",
    "data:text/html,x",
    "blob:https://chat.example.com/1",
  ],
  ...[
    "https://evil.example",
    "http://evil.example",
    "https://evil.example:443",
    "chrome-extension://abcdef",
  ],
  ...[
    "https://chat.example.com.evil.example",
    "https://chat.example.comevil.example",
    "https://evilchat.example.com",
  ],
  ...[
    "https://evil.example/chat.example.com",
    "https://evil.example#chat.example.com",
    "https://evil.example?https://chat.example.com",
  ],
  ...[
    "https://chat.example.com@evil.example",
    "https://chat.example.com:x@evil.example",
    "https://chat.example.com%00.evil.example",
  ],
  ...[
    "https://chat.example.com%2eevil.example",
    "https://chat.example.com\\.evil.example",
    "https://chat-example.com",
    "https://chatXexample.com",
  ],
  ...[
    "http://chat.example.com",
    "https://chat.example.com:8443",
    "https://example.com",
    "https://sub.chat.example.com",
    "https://com",
  ],
  ...[
    "http://app.example.org",
    "https://app.example.org:444",
    "https://app.example.org.",
    "https://xapp.example.org",
    "https://app.example.org.evil.example",
  ],
  ...[
    "http://partner.example.net",
    "https://partner.example.net:8080",
    "http://partner.example.net:80801",
    "http://partner.example.net:808",
  ],
  ...[
    "http://localhost",
    "http://localhost:3000",
    "http://127.0.0.1",
    "http://[::1]",
    "http://0.0.0.0",
    "http://127.0.0.1.evil.example",
  ],
  ...[
    "https://cha\u0074.example.com.evil.example",
    "https://xn--cht-hoa.example.com",
    "https://chat.example.com, https://evil.example",
  ],
  ...[
    "https://evil.example https://chat.example.com",
    "https://chat.example.com evil",
    "//chat.example.com",
    "chat.example.com",
    "ws://chat.example.com",
  ],
  ...[
    "https:chat.example.com.evil.example",
    "https://somebody@chat.example.com",
    "HTTPS://EVIL.EXAMPLE",
    "javascript://chat.example.com/%0aalert(1)",
    "https://user@chat.example.com.evil.example",
  ],
  ...["https://ⓒhat.example.org", "https://chat。example。org"].map((origin) =>
    Buffer.from(origin).toString("latin1"),
  ),
];

const ways: Record<string, { path: string; method: string; headers?: Record<string, string> }> = {
  WebSocket: {
    path: "/connection/websocket",
    method: "GET",
    headers: {
      ...{ connection: "Upgrade", upgrade: "websocket" },
      ...{ "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" },
    },
  },
  SSE: { path: "/connection/sse?cf_connect=%7B%7D", method: "GET" },
  "HTTP stream": { path: "/connection/http_stream", method: "POST" },
  emulation: { path: "/emulation", method: "POST" },
};

const figures: Record<string, number> = {
  origins_refused: bad.length,
  origins_let_in: good.length,
};
for (const [name, way] of Object.entries(ways)) {
  for (const origin of good)
    if ((await statusOf(way, origin)) === 403)
      problems.push(`${name} refuses the good origin ${origin}`);
  let through = 0;
  for (const origin of bad) {
    const status = await statusOf(way, origin);
    if (status === 403 || status === 400) continue;
    through += 1;
    problems.push(`${name} lets in ${JSON.stringify(origin)} (${status})`);
  }
  figures[`let through at ${name}`] = through;
}
// A secret key is never good in a browser, wherever the page is from.
for (const origin of [...good.filter((one) => one !== undefined), ...bad.slice(9, 14)]) {
  const authorization = `Bearer ${app.secretKey}`;
  const status = await statusOf(
    { path: "/v1/app", method: "GET", headers: { authorization } },
    origin,
  );
  if (status !== 403 && status !== 401)
    problems.push(`A secret key is taken from a page of ${origin}`);
}
await world.stop();
if (bad.length < 60) problems.push(`Only ${bad.length} origins: 60 are asked for.`);

await finish(
  {
    id: "S10",
    pass: problems.length === 0,
    quick,
    seed,
    faults: {},
    figures,
    problems: problems.slice(0, 20),
  },
  startedAt,
);

function statusOf(
  {
    path,
    method,
    headers = {},
  }: { path: string; method: string; headers?: Record<string, string> },
  origin: string | undefined,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${world.url}${path}`, {
      ...{ method, agent: false },
      headers: { ...headers, ...(origin === undefined ? {} : { origin }) },
    });
    const end = (status: number | undefined) => {
      resolve(status ?? 0);
      sent.destroy();
    };
    sent.on("response", ({ statusCode }) => end(statusCode));
    sent.on("upgrade", ({ statusCode }, socket) => {
      end(statusCode);
      socket.destroy();
    });
    sent.on("error", (error) => reject(new Error(`${method} ${path} ${origin}`, { cause: error })));
    sent.end();
  });
}
