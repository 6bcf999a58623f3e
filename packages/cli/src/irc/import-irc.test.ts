import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Channel, Message } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it, vi } from "vitest";
import type { ImportReport } from "./import-report.ts";

const bin = fileURLToPath(new URL("../../bin/natter.mjs", import.meta.url));
// Thousands of lines take a while where many tests share few cores.
const patience = 120_000;
const repository = fileURLToPath(new URL("../../../../", import.meta.url));

let database: Awaited<ReturnType<typeof testDatabase>>;
let server: TestServer;
beforeAll(async () => {
  database = await testDatabase(import.meta.url);
  server = await startTestServer({ databaseUrl: database.url, listen: true });
  await server.users("ada", "bob");
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "natter-import-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("natter import irc", () => {
  it("brings lines, times, people and replies into a space that its members can read", async () => {
    const logs = await write({
      "rust.0.log.txt": [
        "=== ada has joined #rust",
        "rust 2018-05-29 [21:20:37] <_Vi> how do I go from `Vec<OsString>`?",
        "rust 2018-05-29 [21:20:48] <Aaron|home> by `into`",
        "rust 2018-05-29 [21:21:39] * Havvy shrugs",
        "rust 2018-05-30 [00:00:01] -eval- []",
        "no pattern at all",
        'rust 2018-05-30 [00:00:02] <_Vi> <3 & "quotes" é😀',
      ],
      "rust.0.replies.txt": ["1 1 -", "1 2 -", "0 6 -", "2 6 -"],
      "rust.1.log.txt": ["rust 2018-12-26 [10:19:00] <lp> oh wait"],
    });
    // A shell's *.txt names the reply links as well.
    const report = await importLogs([...logs, join(folder, "rust.0.replies.txt")], "Real chat");
    expect(report).toMatchObject({
      ...{ lines: 8, messages: 6, system: 2, actions: 1, quoted: 2, existing: 0, refused: 0 },
      ...{ empty: 0, users: 5, channels: ["rust"], reported: [] },
    });

    const messages = await history("Real chat", "rust", "bob");
    expect(messages.map(({ kind, text, sender }) => [kind, sender?.name ?? null, text])).toEqual([
      ["system", null, "ada has joined #rust"],
      ["text", "_Vi", "how do I go from `Vec<OsString>`?"],
      ["text", "Aaron|home", "by `into`"],
      ["text", "Havvy", "shrugs"],
      ["text", "eval", "[]"],
      ["system", null, "no pattern at all"],
      ["text", "_Vi", '<3 & "quotes" é😀'],
      ["text", "lp", "oh wait"],
    ]);
    expect(messages.map(({ createdAt }) => new Date(createdAt).toISOString())).toEqual([
      "2018-05-29T21:20:37.000Z",
      "2018-05-29T21:20:37.000Z",
      "2018-05-29T21:20:48.000Z",
      "2018-05-29T21:21:39.000Z",
      "2018-05-30T00:00:01.000Z",
      "2018-05-30T00:00:01.000Z",
      "2018-05-30T00:00:02.000Z",
      "2018-12-26T10:19:00.000Z",
    ]);
    expect(messages.map(({ quote }) => quote?.text ?? null)).toEqual([
      ...[null, null, "how do I go from `Vec<OsString>`?", null, null, null, "by `into`", null],
    ]);
    expect(messages[3]?.custom).toEqual({ action: true });
    const { unread } = await channelOf("Real chat", "rust", "bob");
    expect(unread.count).toBe(0);
  });

  it("doubles nothing when it runs twice", async () => {
    const logs = await write({
      "twice.log": ["[10:00] <a> same", "[10:00] <a> same", "=== a leaves", "[10:01] <b> bye"],
      "twice.replies.txt": ["1 3 -"],
    });
    const first = await importLogs(logs, "Twice");
    const again = await importLogs(logs, "Twice");
    expect(first).toMatchObject({ lines: 4, messages: 3, system: 1, quoted: 1, existing: 0 });
    expect(again).toMatchObject({ lines: 4, messages: 0, system: 0, quoted: 0, existing: 4 });
    expect(await history("Twice", "twice", "ada")).toHaveLength(4);
    const { items } = await server.must("ada", "spaces.list", { query: {} });
    expect(items.filter(({ name }) => name === "Twice")).toHaveLength(1);
  });

  it(
    "completes what an import that was killed left out, in the order of the lines",
    { timeout: patience },
    async () => {
      const lines = Array.from(
        { length: 3_000 },
        (_, index) => `[10:00] <n${index % 7}> line ${index}`,
      );
      const [log = ""] = await write({ "killed.log": lines });
      const killed = spawn(process.execPath, [bin, ...command([log], "Killed")], {
        stdio: "ignore",
      });
      await vi.waitUntil(async () => (await messageCount("Killed", "killed")) >= 300, {
        timeout: patience,
        interval: 10,
      });
      killed.kill("SIGKILL");
      await once(killed, "exit");
      expect(await messageCount("Killed", "killed")).toBeLessThan(3_000);

      const report = await importLogs([log], "Killed");
      expect(report).toMatchObject({ lines: 3_000, refused: 0, reported: [] });
      expect(report.existing).toBeGreaterThanOrEqual(300);
      expect(report.existing + report.messages).toBe(3_000);
      const texts = (await history("Killed", "killed", "ada")).map(({ text }) => text);
      expect(texts).toEqual(lines.map((_, index) => `line ${index}`));
    },
  );

  it("puts an older log that is added later beside the newer one, and finds both again", async () => {
    const [newer = "", older = ""] = await write({
      "later.2020-02-02.log": ["[10:00] <a> new"],
      "later.2020-01-01.log": ["[10:00] <a> old"],
    });
    expect((await importLogs([newer], "Later")).channels).toEqual(["later"]);
    expect((await importLogs([older], "Later")).channels).toEqual(["later-2"]);
    const again = await importLogs([older, newer], "Later");
    expect(again).toMatchObject({ existing: 2, messages: 0 });
    expect([...again.channels].sort()).toEqual(["later", "later-2"]);
    expect(await messageCount("Later", "later")).toBe(1);
  });

  it("handles broken bytes, CRLF, NUL, empty lines and a line of a megabyte, and says what it changed", async () => {
    const log = join(folder, "broken.log");
    await writeFile(
      log,
      Buffer.concat([
        Buffer.from("\uFEFF[10:00] <a> with CRLF\r\n[10:01] <b> caf"),
        Buffer.from([0xe9, 0x0d, 0x0a]),
        Buffer.from(`\r\n[10:02] <c> a\0b\r\n[10:03] <d> ${"x".repeat(1_000_000)}\r\n`),
        Buffer.from("[10:04] <d> last line without a line break"),
      ]),
    );
    await writeFile(join(folder, "empty.log"), "");
    const report = await importLogs([log, join(folder, "empty.log")], "Broken");
    expect(report).toMatchObject({ lines: 6, messages: 5, empty: 1, refused: 0 });
    expect(report.reported).toEqual([
      { file: "broken.log", line: 2, reason: "bytes that are not UTF-8 became U+FFFD" },
      { file: "broken.log", line: 3, reason: "says nothing" },
      { file: "broken.log", line: 4, reason: "NUL became U+FFFD" },
      {
        file: "broken.log",
        line: 5,
        reason: "the line of 1000012 bytes was cut to 10000 characters",
      },
      { file: "empty.log", line: null, reason: "the file is empty" },
    ]);
    const messages = await history("Broken", "broken", "ada");
    expect(messages.map(({ text }) => text.slice(0, 20))).toEqual([
      ...["with CRLF", "caf\uFFFD", "a\uFFFDb", "x".repeat(20), "last line without a "],
    ]);
    expect(messages[3]?.text).toHaveLength(10_000);
  });

  it("says which user is missing, and leaves no space behind", async () => {
    const logs = await write({ "x.log": ["[10:00] <a> x"] });
    const run = await natter([...command(logs, "Nobody's"), "--member", "carol"]);
    expect(run.code).toBe(1);
    expect(run.err).toContain('there is no user "carol"');
    const { items } = await server.must("ada", "spaces.list", { query: {} });
    expect(items.map(({ name }) => name)).not.toContain("Nobody's");
  });
});

const realLogs = resolve(repository, process.env["NATTER_IRC_DATA"] ?? "../shared/data/irc");
const realFiles = await readdir(realLogs).catch(() => []);

describe("natter import irc with real logs", () => {
  it("brings in every line of every file", { timeout: patience }, async ({ skip }) => {
    skip(realFiles.length === 0, "there are no logs at NATTER_IRC_DATA or ../shared/data/irc");
    const files = realFiles.filter((file) => file.endsWith(".log.txt"));
    const lines = new Map<string, string[]>();
    for (const file of files) {
      const text = await readFile(join(realLogs, file), "utf8");
      lines.set(file, text.trimEnd().split("\n"));
    }
    const total = [...lines.values()].reduce((sum, list) => sum + list.length, 0);
    const report = await importLogs(
      files.map((file) => join(realLogs, file)),
      "IRC",
    );
    expect(report.lines).toBe(total);
    expect(report.messages + report.system + report.refused + report.empty).toBe(total);
    expect(report).toMatchObject({ refused: 0, empty: 0, existing: 0, reported: [] });
    expect(report.quoted).toBe(await countAnsweringLines(realFiles));

    let arrived = 0;
    for (const name of report.channels) {
      const messages = await history("IRC", name, "bob");
      arrived += messages.length;
      const times = messages.map(({ createdAt }) => Date.parse(createdAt));
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      const source = [...lines]
        .filter(([file]) => basename(file).split(".")[0] === name)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .flatMap(([, list]) => list);
      for (const [index, { text }] of messages.entries()) {
        expect(source[index], `line ${index + 1} of #${name}`).toContain(text);
      }
    }
    expect(arrived).toBe(total);
  });
});

/** Lines that answer an earlier one, however many they answer. */
async function countAnsweringLines(files: readonly string[]): Promise<number> {
  let count = 0;
  for (const file of files.filter((name) => name.endsWith(".replies.txt"))) {
    const links = (await readFile(join(realLogs, file), "utf8")).split("\n");
    const pairs = links.filter((link) => link !== "").map((link) => link.split(" "));
    count += new Set(pairs.flatMap(([one, other]) => (one === other ? [] : [other]))).size;
  }
  return count;
}

async function write(files: Readonly<Record<string, readonly string[]>>): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, lines] of Object.entries(files)) {
    const path = join(folder, name);
    await writeFile(path, `${lines.join("\n")}\n`);
    if (!name.endsWith(".replies.txt")) paths.push(path);
  }
  return paths;
}

function command(logs: readonly string[], space: string): string[] {
  return [
    ...["import", "irc", ...logs, "--space", space, "--owner", "ada", "--member", "bob"],
    ...["--endpoint", server.url, "--key", server.serverKey],
  ];
}

async function natter(args: readonly string[]) {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const [code] = await once(child, "close");
  return { code: code as number | null, out, err };
}

async function importLogs(logs: readonly string[], space: string): Promise<ImportReport> {
  const run = await natter([...command(logs, space), "--json"]);
  if (run.code !== 0) throw new Error(`exit code ${run.code}: ${run.err}${run.out}`);
  return JSON.parse(run.out) as ImportReport; // --json prints it
}

async function findChannel(space: string, name: string, as: string): Promise<Channel | undefined> {
  const spaces = await server.must(as, "spaces.list", { query: {} });
  const found = spaces.items.find((item) => item.name === space);
  if (found === undefined) return undefined;
  const channels = await server.must(as, "spaces.listChannels", {
    params: { spaceId: found.id },
    query: {},
  });
  return channels.items.find((channel) => channel.name === name);
}

async function channelOf(space: string, name: string, as: string): Promise<Channel> {
  const channel = await findChannel(space, name, as);
  if (channel === undefined) throw new Error(`${as} sees no channel ${name} in ${space}`);
  return channel;
}

async function messageCount(space: string, name: string): Promise<number> {
  return (await findChannel(space, name, "ada"))?.messageSeq ?? 0;
}

async function history(space: string, name: string, as: string): Promise<Message[]> {
  const { cid } = await channelOf(space, name, as);
  const pages: Message[][] = [];
  let before: string | null | undefined;
  while (before !== null) {
    const page: { items: Message[]; previous: string | null } = await server.must(
      as,
      "messages.list",
      { params: { cid }, query: { limit: 100, ...(before === undefined ? {} : { before }) } },
    );
    pages.unshift(page.items);
    before = page.previous;
  }
  return pages.flat();
}
