import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

type Line = { cid: string; senderId: string; text: string; createdAt: string };

/** Brings lines in as an import does, by channels that ada is in and others that she is not. */
async function bring(lines: readonly Line[]): Promise<void> {
  for (let from = 0; from < lines.length; from += 100) {
    const messages = lines
      .slice(from, from + 100)
      .map((line, index) => ({ ...line, externalId: `line-${from + index}` }));
    await server.must(null, "messages.import", { body: { messages } });
  }
  await server.chat.engine.relay.drained();
}

async function makeChannel(id: string, members: string[]): Promise<string> {
  const body = { id, name: id, members };
  return (await server.must("owner", "channels.create", { body })).channel.cid;
}

async function pages(as: string, query: string, limit: number) {
  const texts: string[] = [];
  let cursor: string | undefined;
  do {
    const body = { query, limit, ...(cursor ? { cursor } : {}) };
    const page = await server.must(as, "search.query", { body });
    texts.push(...page.items.map((item) => item.message.text));
    cursor = page.next ?? undefined;
  } while (cursor);
  return texts;
}

// The plain rule in its own words: case and accents aside, a term is somewhere in the text; one of one or two letters
// or digits is a whole word there.
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase();
}
function says(text: string, term: string): boolean {
  if (!/^[\p{L}\p{N}]{1,2}$/u.test(term) || /[\p{scx=Hani}\p{scx=Hang}]/u.test(term))
    return plain(text).includes(plain(term));
  const words: string[] = plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.includes(plain(term));
}

const words = [
  "red",
  "Redder",
  "car",
  "Café",
  "go",
  "cargo",
  "北京",
  "京都",
  "서울",
  "👍",
  "100%",
  "x_y",
  "a",
];
const terms = [
  "red",
  "CAR",
  "cafe",
  "go",
  "京",
  "北京",
  "울",
  "👍",
  "100%",
  "x_y",
  "_",
  "%",
  "argo",
  "a",
];

test("[C16] a search finds what reading every message finds, no more and no less, page by page", async () => {
  await server.users("owner", "ada", "bob");
  const mine = await makeChannel("mine", ["ada"]);
  const notMine = await makeChannel("not-mine", ["bob"]);
  const random = fc.sample(
    fc.record({
      text: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }),
      isMine: fc.boolean(),
      senderId: fc.constantFrom("ada", "bob"),
    }),
    { numRuns: 300, seed: 11 },
  );
  const lines = random.map(({ text, isMine, senderId }, index) => ({
    ...{ cid: isMine ? mine : notMine, senderId, text: `${text.join(" ")} #${index}` },
    createdAt: new Date(Date.UTC(2020, 0, 1) + index * 3_600_000).toISOString(),
  }));
  await bring(lines);
  const anyQuery = fc.record({
    wanted: fc.array(fc.constantFrom(...terms), { maxLength: 2 }),
    unwanted: fc.array(fc.constantFrom(...terms), { maxLength: 1 }),
    from: fc.option(fc.constantFrom("ada", "bob"), { nil: undefined }),
    day: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
    limit: fc.constantFrom(3, 20, 100),
  });
  await fc.assert(
    fc.asyncProperty(anyQuery, async ({ wanted, unwanted, from, day, limit }) => {
      const since = day === undefined ? "" : new Date(Date.UTC(2020, 0, 1 + day)).toISOString();
      const query = [
        ...wanted.map((term) => `"${term}"`),
        ...unwanted.map((term) => `-"${term}"`),
        ...(from ? [`from:${from}`] : []),
        ...(day === undefined ? [] : [`after:${since.slice(0, 10)}`]),
      ].join(" ");
      if (query === "") return;
      const until = new Date(Date.UTC(2020, 0, 2 + (day ?? 0))).toISOString();
      const expected = lines
        .filter((line) => line.cid === mine && (!from || line.senderId === from))
        .filter((line) => day === undefined || line.createdAt >= until)
        .filter((line) => wanted.every((term) => says(line.text, term)))
        .filter((line) => !unwanted.some((term) => says(line.text, term)))
        .map((line) => line.text)
        .toReversed();
      expect(await pages("ada", query, limit), query).toEqual(expected);
    }),
    { numRuns: 120, seed: 7 },
  );
});

const repository = fileURLToPath(new URL("../../../../..", import.meta.url));
const logs = resolve(repository, process.env["NATTER_IRC_DATA"] ?? "../shared/data/irc");
const line = /^\S+ (\d{4}-\d\d-\d\d) \[(\d\d:\d\d:\d\d)\] <([^>]+)> (.+)$/;

test.skipIf(!existsSync(logs))(
  "[C16] in real conversations every word is found where it was said, and nothing else",
  async () => {
    const file = readdirSync(logs).find(
      (name) => name.startsWith("rust.") && name.endsWith(".log.txt"),
    );
    const said = readFileSync(`${logs}/${file}`, "utf8")
      .split("\n")
      .flatMap((one) => {
        const [, day, time, , text] = line.exec(one) ?? [];
        return text ? [{ createdAt: `${day}T${time}Z`, text: text.trim() }] : [];
      });
    expect(said.length).toBeGreaterThan(500);
    await server.users("owner", "reader");
    const cid = await makeChannel("irc", ["reader"]);
    await bring(said.map((one) => ({ ...one, cid, senderId: "owner" })));
    const seen = said.flatMap(({ text }) => text.match(/[\p{L}\p{N}]{3,}/gu) ?? []);
    const sample = seen.filter((_word, index) => index % Math.ceil(seen.length / 60) === 0);
    for (const word of sample) {
      const found = await pages("reader", `"${word}"`, 100);
      const expected = said.filter(({ text }) => says(text, word)).map(({ text }) => text);
      expect(found.toSorted(), word).toEqual(expected.toSorted());
    }
  },
  60_000,
);
