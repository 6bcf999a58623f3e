// S16b: people who try to get around rate limits: by headers that claim another address, by addresses of one network, by spelling
// a path otherwise, and by many requests at the same moment. No more is granted than the limit allows.
import { createApp } from "./support/api.ts";
import { createRandom, readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const random = createRandom(seed);
const burst = quick ? 600 : 1_500;
const problems: string[] = [];
const notes: string[] = [];
const figures: Record<string, number> = {};

// A bucket of an address: 20 a second, three seconds' worth at once (GET /v1/limits).
const world = await startWorld({ NATTER_RATE_LIMITS: "on" });
const app = await createApp(world, "limited", ["ada"]);
const limits = await app.call("GET", "/v1/limits");
const {
  requestsPerSecondPerAddress,
  requestsPerSecondPerUser,
  sendsPerSecondPerUser,
  sendBurstPerUser,
} = limits.limits ?? limits;
const anonymous = { "x-natter-key": app.publishableKey };
// What a stranger is granted: to read without a name.
await app.call("PATCH", "/v1/app", { guests: { guests: false, anonymous: true } });
const stranger = { method: "POST", path: "/v1/guests/anonymous", headers: anonymous };
const any = () => 1 + Math.floor(random() * 254);

type Try = { method?: string; path: string; headers: Record<string, string>; body?: string };

const tries: Record<string, (index: number) => Try> = {
  "plain requests": () => stranger,
  "another X-Forwarded-For each time": () => ({
    ...stranger,
    headers: { ...anonymous, "x-forwarded-for": `${any()}.${any()}.${any()}.${any()}` },
  }),
  "Forwarded, X-Real-IP and their kin": () => ({
    ...stranger,
    headers: {
      ...anonymous,
      forwarded: `for=${any()}.${any()}.${any()}.${any()}`,
      "x-real-ip": `${any()}.${any()}.${any()}.${any()}`,
      "cf-connecting-ip": `${any()}.${any()}.${any()}.${any()}`,
      "true-client-ip": `${any()}.${any()}.${any()}.${any()}`,
    },
  }),
  "the path spelled otherwise": (index) => ({
    ...stranger,
    path:
      [
        "/v1/guests/anonymous",
        "/v1/guests/anonymous?x=1",
        "/v1/%67uests/anonymous",
        "/v1/guests/anonymous?",
        "/./v1/guests/anonymous",
        "//v1/guests/anonymous",
      ][index % 6] ?? "",
  }),
  "guessed tokens": (index) => ({
    path: "/v1/me",
    headers: { authorization: `Bearer guess-${index}` },
  }),
};
for (const [what, make] of Object.entries(tries)) {
  const { granted, seconds, refused } = await rush(make);
  const most = requestsPerSecondPerAddress * (3 + seconds);
  figures[`${what}: granted`] = granted;
  figures[`${what}: most that may be`] = Math.ceil(most);
  if (granted > Math.ceil(most))
    problems.push(`${what}: ${granted} were granted, ${Math.ceil(most)} may be`);
  if (granted === 0 && what !== "guessed tokens")
    problems.push(`${what}: nothing was granted, which proves nothing`);
  if (refused === 0) notes.push(`${what}: this machine was too slow to reach the limit`);
  await new Promise((resolve) => setTimeout(resolve, 3_500)); // the bucket fills again
}

const token = await app.token("ada");
const { channel } = await app.call("POST", "/v1/channels", { name: "one" }, "ada");
const asAda = { authorization: `Bearer ${token}` };
const reads = await rush(() => ({ path: "/v1/me", headers: asAda }));
check("one person's reads", reads, requestsPerSecondPerUser * (3 + reads.seconds));
await new Promise((resolve) => setTimeout(resolve, 3_500));
const sends = await rush((index) => ({
  method: "POST",
  path: `/v1/channels/${encodeURIComponent(channel.cid)}/messages`,
  headers: { ...asAda, "content-type": "application/json" },
  body: JSON.stringify({ clientId: `burst-${index}-aaaa`, text: "hello" }),
}));
check("one person's sends", sends, sendBurstPerUser + sendsPerSecondPerUser * sends.seconds);
await world.stop();

await finish(
  {
    id: "S16b",
    pass: problems.length === 0,
    quick,
    seed,
    faults: { requests_at_once: burst },
    figures,
    notes,
    problems: problems.slice(0, 20),
  },
  startedAt,
);

type Rush = { granted: number; refused: number; seconds: number };

function check(what: string, { granted, refused }: Rush, most: number): void {
  figures[`${what}: granted`] = granted;
  figures[`${what}: most that may be`] = Math.ceil(most);
  if (granted > Math.ceil(most))
    problems.push(`${what}: ${granted} were granted, ${Math.ceil(most)} may be`);
  if (granted === 0 && what !== "guessed tokens")
    problems.push(`${what}: nothing was granted, which proves nothing`);
  if (refused === 0) notes.push(`${what}: this machine was too slow to reach the limit`);
}

/** Sends all at the same moment. What the API answered, with what is left of the limit, was granted. */
async function rush(make: (index: number) => Try): Promise<Rush> {
  const started = performance.now();
  const statuses = await Promise.all(
    Array.from({ length: burst }, async (_, index) => {
      const { path, ...request } = make(index);
      // So many knock at once that the system turns some away itself: those were granted nothing.
      const response = await fetch(`${world.url}${path}`, request).catch(() => null);
      if (!response) return "other";
      await response.text();
      const isGranted = response.ok && response.headers.has("ratelimit-limit");
      return isGranted ? "granted" : response.status === 429 ? "refused" : "other";
    }),
  );
  const refused = statuses.filter((status) => status === "refused").length;
  const granted = statuses.filter((status) => status === "granted").length;
  return { granted, refused, seconds: (performance.now() - started) / 1_000 };
}
