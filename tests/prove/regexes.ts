// S17: every regular expression of what is shipped is looked at for texts that make it slow, and every text that people may send
// is tried with such texts: none keeps the server from serving others.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkSync } from "recheck";
import ts from "typescript";
import { listSources, isTestFile } from "../../scripts/rules/list-sources.mjs";
import { createApp } from "./support/api.ts";
import { operationsOf } from "./support/operations.ts";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startWorld } from "./support/world.ts";
import { cpuSeconds } from "./support/processes.ts";

const startedAt = new Date();
const { quick, seed } = readOptions();
const problems: string[] = [];
const root = fileURLToPath(new URL("../../", import.meta.url));

const found = listSources(root, /\.tsx?$/)
  .filter((file) => /^(packages|apps)\/[^/]+\/src\//.test(file) && !isTestFile(file))
  .flatMap((file) => regexesIn(join(root, file)).map((regex) => ({ file, ...regex })));
const distinct = [...new Map(found.map((one) => [`/${one.source}/${one.flags}`, one])).values()];
const chosen = quick ? distinct.filter((_, index) => index % 5 === seed % 5) : distinct;
const verdicts = { safe: 0, vulnerable: 0, unknown: 0 };
for (const { file, source, flags } of chosen) {
  const { status } = checkSync(source, flags.replace(/[vdy]/g, ""), { timeout: 10_000 });
  verdicts[status] += 1;
  if (status === "vulnerable") problems.push(`${file}: /${source}/${flags} can be made slow`);
  if (status === "unknown") console.log(`unknown: ${file}: /${source}/${flags}`);
}
if (checkSync("^(a+)+$", "").status !== "vulnerable") problems.push("The checker is blind.");

// A request of 64 KB of what regular expressions dislike, in each place that takes text: how long the processor worked for it.
const world = await startWorld();
const app = await createApp(world, "slowapp", ["ada", "bob"]);
const { channel } = await app.call(
  "POST",
  "/v1/channels",
  { name: "one", members: ["bob"] },
  "ada",
);
const evil = [
  "a".repeat(64_000),
  " ".repeat(64_000),
  `${"a@".repeat(32_000)}!`,
  "(".repeat(64_000),
  "*_~`".repeat(16_000),
  "[a](".repeat(16_000),
  "https://".repeat(8_000),
  "@ada ".repeat(12_800),
  "\u0301".repeat(30_000),
  "\u202e\u200d".repeat(15_000),
  "1".repeat(64_000),
  `${">".repeat(32_000)}${"\n-".repeat(16_000)}`,
];
const operations = (await operationsOf(world.url)).filter(({ method }) => method !== "DELETE");
let requests = 0;
let longestMs = 0;
for (const operation of quick
  ? operations.filter((_, index) => index % 8 === seed % 8)
  : operations) {
  for (const text of quick ? evil.slice(0, 4) : evil) {
    const body = fill(operation.body, text);
    const path = operation.path
      .replace(/\{cid\}/g, encodeURIComponent(channel.cid))
      .replace(/\{\w+\}/g, "x".repeat(60));
    const query = operation.parameters
      .filter(({ in: place }) => place === "query")
      .map(({ name }) => `${name}=${encodeURIComponent(text.slice(0, 4_000))}`);
    const before = cpuSeconds(world.pid());
    const response = await fetch(
      `${world.url}${path}${query.length > 0 ? `?${query.join("&").slice(0, 8_000)}` : ""}`,
      {
        method: operation.method,
        signal: AbortSignal.timeout(30_000),
        headers: {
          authorization: `Bearer ${app.secretKey}`,
          "x-natter-user": "ada",
          "content-type": "application/json",
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    ).catch((error: unknown) => {
      problems.push(`${operation.name}: ${String(error)}`);
      return null;
    });
    await response?.text();
    const ms = (cpuSeconds(world.pid()) - before) * 1_000;
    requests += 1;
    longestMs = Math.max(longestMs, ms);
    if (response && response.status >= 500)
      problems.push(`${operation.name} answered ${response.status}`);
    if (ms > 250)
      problems.push(
        `${operation.name} worked ${Math.round(ms)} ms for ${JSON.stringify(text.slice(0, 12))}…`,
      );
  }
}
await world.stop();

await finish(
  {
    id: "S17",
    pass: problems.length === 0,
    ...{ quick, seed },
    faults: { texts_of_64_KB: requests },
    figures: {
      regular_expressions: distinct.length,
      checked: chosen.length,
      ...verdicts,
      "most work of the server's processor for one, ms": longestMs,
    },
    problems: problems.slice(0, 20),
  },
  startedAt,
);

function regexesIn(file: string): { source: string; flags: string }[] {
  const tree = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const regexes: { source: string; flags: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
      const { text } = node as ts.RegularExpressionLiteral; // its kind says so
      const end = text.lastIndexOf("/");
      regexes.push({ source: text.slice(1, end), flags: text.slice(end + 1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return regexes;
}

/** A body in which every text is the given one. */
function fill(schema: Record<string, unknown> | undefined, text: string): unknown {
  if (!schema) return undefined;
  const choices = (schema["anyOf"] ?? schema["oneOf"]) as Record<string, unknown>[] | undefined; // a JSON Schema's
  if (choices) return fill(choices[0], text);
  if ("const" in schema) return schema["const"];
  if (schema["type"] === "object")
    return Object.fromEntries(
      Object.entries((schema["properties"] ?? {}) as Record<string, Record<string, unknown>>).map(
        ([name, part]) => [
          name,
          name === "clientId" ? `evil-${Math.random().toString(36).slice(2)}` : fill(part, text),
        ],
      ),
    );
  if (schema["type"] === "array") return [fill(schema["items"] as Record<string, unknown>, text)];
  if (schema["type"] === "string") return text.slice(0, Number(schema["maxLength"] ?? text.length));
  return schema["type"] === "boolean" ? false : 1;
}
