// S07: secret keys. None works from a page, none is in anything that is shipped to browsers, none stands in an answer twice.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createChatClient } from "@natter/client";
import { createApp } from "./support/api.ts";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startWorld } from "./support/world.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const problems: string[] = [];
const root = fileURLToPath(new URL("../../", import.meta.url));

// What a key looks like, and nothing that only speaks of keys.
const secretKey = /\b(sk_[a-z0-9]{4,16}_[A-Za-z0-9]{32}|ak_[A-Za-z0-9_-]{32,})\b/;
const shipped = [
  "packages/client/src",
  "packages/react/src",
  "packages/contract/src",
  "apps/web/src",
  "apps/web/dist",
  "docs",
];
const tracked = execFileSync("git", ["ls-files", ...shipped], { cwd: root, encoding: "utf8" });
const files = [
  ...tracked
    .split("\n")
    .filter((name) => name !== "")
    .map((name) => join(root, name)),
  ...listFiles(join(root, "apps/web/dist")),
];
let scanned = 0;
for (const file of files) {
  scanned += 1;
  if (secretKey.test(readFileSync(file, "latin1")))
    problems.push(`${file.slice(root.length)} holds a key`);
}
const planted = join(root, "apps/web/planted-key.txt");
writeFileSync(planted, `const key = "sk_someapp_${"a".repeat(32)}"`);
const isSeen = secretKey.test(readFileSync(planted, "latin1"));
if (!isSeen) problems.push("The scan is blind.");
rmSync(planted);

const world = await startWorld();
const app = await createApp(world, "keyapp", ["ada"]);
const bearer = { authorization: `Bearer ${app.secretKey}` };
const { items: keys } = await app.call("GET", "/v1/keys");
const tries: [what: string, headers: Record<string, string>, path: string][] = [
  ["with an Origin", { ...bearer, origin: world.url }, "/v1/app"],
  ["with an Origin of a file", { ...bearer, origin: "null" }, "/v1/app"],
  ["as X-Natter-Key", { "x-natter-key": app.secretKey }, "/v1/me"],
  ["in the query", {}, `/v1/app?key=${app.secretKey}&access_token=${app.secretKey}`],
  ["as a cookie", { cookie: `authorization=${app.secretKey}` }, "/v1/app"],
  ["by Basic", { authorization: `Basic ${btoa(`${app.secretKey}:`)}` }, "/v1/app"],
  ["with another ending", { authorization: `Bearer ${app.secretKey.slice(0, -1)}` }, "/v1/app"],
  ["of another letter case", { authorization: `Bearer ${app.secretKey.toUpperCase()}` }, "/v1/app"],
  [
    "of another app's name",
    { authorization: `Bearer ${app.secretKey.replace("keyapp", "otherapp")}` },
    "/v1/app",
  ],
  ["a publishable one as bearer", { authorization: `Bearer ${app.publishableKey}` }, "/v1/app"],
  [
    "the admin's with an Origin",
    { authorization: `Bearer ${world.adminKey}`, origin: world.url },
    "/v1/apps",
  ],
];
for (const [what, headers, path] of tries) {
  const { status } = await fetch(`${world.url}${path}`, { headers });
  if (status !== 401 && status !== 403) problems.push(`A key ${what} is answered ${status}.`);
}
if (!(await fetch(`${world.url}/v1/app`, { headers: bearer })).ok)
  problems.push("A good key is refused: the tries prove nothing.");

const said = JSON.stringify(keys);
if (said.includes(app.secretKey) || said.includes(app.publishableKey))
  problems.push("The list of keys holds a key.");
const { key, secret } = await app.call("POST", "/v1/keys", {
  kind: "secret",
  name: "to be revoked",
});
const revoke = await fetch(`${world.url}/v1/keys/${key.id}`, { method: "DELETE", headers: bearer });
if (revoke.status !== 204) problems.push(`Revoking is answered ${revoke.status}.`);
const revoked = await fetch(`${world.url}/v1/app`, {
  headers: { authorization: `Bearer ${secret}` },
});
if (revoked.status !== 401) problems.push(`A revoked key is answered ${revoked.status}.`);
for (const bad of [app.secretKey, world.adminKey]) {
  if (!refuses(bad)) problems.push("The SDK takes a secret key.");
}
await world.stop();

await finish(
  {
    id: "S07",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { ways_to_misuse_a_key: tries.length },
    figures: { files_scanned: scanned, planted_keys_found: Number(isSeen) },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

function refuses(appKey: string): boolean {
  try {
    createChatClient({ endpoint: world.url, appKey, getToken: async () => "" }).dispose();
    return false;
  } catch {
    return true;
  }
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile());
  } catch {
    return []; // it is not built
  }
}
