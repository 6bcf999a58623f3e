import { testDatabase } from "@natter/testing/test-database";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readCliConfig } from "../config.ts";
import { runCli } from "../run-cli.ts";

const adminKey = `ak_${"t".repeat(40)}`;
const db = await testDatabase(import.meta.url);
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, listen: true });
  await server.users("ada", "bob");
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

type Keyboard = ((question: string) => Promise<string>) | null;

/** Runs a command as a person would type it, with the keys of the test's server in the environment. */
async function natter(words: string[], { ask = null, key }: { ask?: Keyboard; key?: string } = {}) {
  const written = { out: "", err: "" };
  const code = await runCli(words, {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    isScreen: false,
    color: false,
    columns: 80,
    ask,
    config: readCliConfig({
      NATTER_ENDPOINT: server.url,
      NATTER_KEY: key ?? server.serverKey,
      NATTER_ADMIN_KEY: adminKey,
      NATTER_DATA_DIR: "/nonexistent",
    }),
  });
  return { code, ...written };
}

/** The JSON that a command prints; it must have succeeded and said nothing else. */
async function json(...words: string[]) {
  const run = await natter([...words, "--json"]);
  expect(run).toMatchObject({ code: 0, err: "" });
  return JSON.parse(run.out);
}

const all = [
  ...["apps list", "apps create", "apps show", "apps rename", "apps limits"],
  ...["apps set-limits", "apps suspend", "apps resume"],
  ...["apps delete", "apps keys", "keys list", "keys create", "keys rotate", "keys revoke"],
  ...["keys signing", "keys rotate-signing", "keys revoke-signing", "users list", "users create"],
  ...["users show", "users update", "users deactivate", "users reactivate", "users delete"],
  ...["tokens create", "tokens revoke", "channels list", "channels create", "channels show"],
  ...["channels members", "channels add", "channels remove", "channels freeze"],
  ...["channels unfreeze", "channels delete", "moderation bans", "moderation ban"],
  ...["moderation unban", "moderation audit", "moderation queue", "moderation reports"],
  ...["moderation resolve", "moderation undo", "seed", "tail"],
];

describe("every command", () => {
  it("stands in the overview and explains itself", async () => {
    const overview = (await natter(["--help"])).out;
    for (const command of all) {
      expect(overview).toContain(`natter ${command} `);
      const help = await natter([...command.split(" "), "--help"]);
      expect(help.code).toBe(0);
      expect(help.out).toContain(`natter ${command}`);
      expect(help.out).toMatch(/--json .*\n(.*\n)*.*--help/);
      expect(Math.max(...help.out.split("\n").map((line) => line.length)), command).toBeLessThan(
        97,
      );
    }
  });

  it.each([
    [["apps"], "apps list"],
    [["users", "destroy"], 'no command "users destroy"'],
    [["users", "show"], "USER is missing"],
    [["users", "show", "ada", "bob"], '"bob" is one word too many'],
    [["users", "list", "--limit", "many"], "--limit is a whole number from 1"],
    [["users", "list", "--limit", "5", "--all"], "either --limit or --all"],
    [["users", "list", "--nonsense"], "--nonsense"],
    [["users", "update", "ada"], "say what to change"],
    [["users", "create", "eve", "--custom", "[1]"], "--custom is a JSON object"],
    [["users", "delete", "ada", "--yes"], "--messages keep or erase"],
    [["users", "delete", "ada", "--messages", "keep"], "--yes"],
    [["keys", "create", "CI", "--scope", "all"], "--scope is one of read"],
    [["tokens", "revoke"], "say which"],
    [["tokens", "revoke", "--yes"], "say which"],
    [["users", "list", "--nmae", "x"], "Unknown option '--nmae'\n"],
    [["channels", "list"], "--as USER"],
    [["tail"], "--user USER"],
    [["apps", "list", "--key", "sk_demo_1"], "ak_"],
    [["users", "list", "--key", "ak_1"], "sk_"],
  ])("answers %j with exit code 2 and the cure", async (words, sentence) => {
    const run = await natter(words);
    expect(run).toMatchObject({ code: 2, out: "" });
    expect(run.err).toContain(sentence);
  });

  it("says what the server refused, by its code, with exit code 1", async () => {
    const run = await natter(["users", "show", "nobody"]);
    expect(run).toMatchObject({ code: 1, out: "" });
    expect(run.err).toMatch(/^natter: .*nobody.*\(user\.not_found, request [0-9a-f-]{36}\)\n$/);
    const wrongKey = await natter(["users", "list"], {
      key: `sk_${server.appId}_${"x".repeat(32)}`,
    });
    expect(wrongKey.err).toContain("(auth.invalid_key");
  });

  it("that destroys asks the person at the keyboard first, and does nothing without a yes", async () => {
    const asked: string[] = [];
    const answer = (text: string) => async (question: string) => {
      asked.push(question);
      return text;
    };
    const words = ["users", "deactivate", "bob"];
    expect(await natter(words, { ask: answer("n") })).toMatchObject({ code: 1, out: "" });
    expect((await json("users", "show", "bob")).deactivatedAt).toBeUndefined();
    expect(asked).toEqual(["bob: shut out on every device? [y/N] "]);
    expect(await natter(words, { ask: answer("y") })).toMatchObject({ code: 0 });
    expect((await json("users", "show", "bob")).deactivatedAt).toEqual(expect.any(String));
    await json("users", "reactivate", "bob");
  });
});

describe("natter apps", () => {
  it("creates, lists, shows, suspends, resumes and deletes", async () => {
    const made = await natter(["apps", "create", "From the CLI", "--id", "cliapp"]);
    expect(made.code).toBe(0);
    expect(made.out).toMatch(/^Secret key {7}sk_cliapp_\w{32}$/m);
    expect(made.err).toContain("only time");
    const list = await natter(["apps", "list"]);
    expect(list.out).toMatch(/^APP +NAME +STATUS +CREATED$/m);
    expect(list.out).toMatch(/^cliapp +From the CLI +active +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/m);
    expect(await json("apps", "rename", "cliapp", "Renamed")).toMatchObject({ name: "Renamed" });
    expect(await json("apps", "suspend", "cliapp", "--yes")).toMatchObject({ status: "suspended" });
    expect((await natter(["apps", "show", "cliapp"])).out).toMatch(/^Status +suspended$/m);
    const set = ["apps", "set-limits", "cliapp"];
    expect(await json(...set, "pinsPerChannel=7", "draftsPerUser=9")).toMatchObject({
      limits: { pinsPerChannel: 7, draftsPerUser: 9 },
    });
    expect(await json(...set, "draftsPerUser=usual")).toMatchObject({
      limits: { pinsPerChannel: 7 },
    });
    const limits = (await natter(["apps", "limits", "cliapp"])).out;
    expect(limits).toMatch(/^pinsPerChannel +7 +50 +1 to 500 +messages$/m);
    expect(limits).toMatch(/^draftsPerUser +1000 +1000 +1 to 10000 +drafts$/m);
    expect(await natter([...set, "pinsPerChannel=0"])).toMatchObject({ code: 1 });
    for (const wrong of ["pinsPerChannel", "pins=7", "pinsPerChannel=-1", "__proto__=1"]) {
      expect(await natter([...set, wrong])).toMatchObject({ code: 2 });
    }
    expect(await json("apps", "resume", "cliapp")).toMatchObject({ status: "active" });
    expect((await json("apps", "keys", "cliapp")).secretKey).toMatch(/^sk_cliapp_/);
    expect(await json("apps", "delete", "cliapp", "--yes")).toMatchObject({ status: "deleting" });
    const gone = async () =>
      expect((await natter(["apps", "show", "cliapp"])).err).toContain("app.not_found");
    await vi.waitFor(gone, 10_000);
  });
});

describe("natter keys", () => {
  it("creates, lists, rotates and revokes", async () => {
    const made = await json("keys", "create", "CI", "--scope", "read", "--scope", "users");
    expect(made.key).toMatchObject({ name: "CI", scopes: ["read", "users"] });
    const list = (await natter(["keys", "list"])).out;
    expect(list).toMatch(
      new RegExp(`^${made.key.id} +secret +CI +sk_\\S+ +read,users +- +good$`, "m"),
    );
    const rotated = await json("keys", "rotate", made.key.id, "--overlap", "0");
    expect((await natter(["users", "list"], { key: made.value })).code).toBe(1);
    expect((await natter(["users", "list"], { key: rotated.value })).code).toBe(0);
    expect((await natter(["keys", "revoke", rotated.key.id, "--yes"])).out).toBe(
      "The key is revoked.\n",
    );
    expect((await natter(["users", "list"], { key: rotated.value })).code).toBe(1);
    expect(await json("keys", "list", "--all")).toContainEqual(
      expect.objectContaining({ id: made.key.id }),
    );
    const publishable = await json("keys", "create", "Web", "--kind", "publishable");
    expect(publishable.value).toMatch(/^pk_/);
  });

  it("rotates and revokes what signs user tokens", async () => {
    const [old] = await json("keys", "signing");
    const made = await json("keys", "rotate-signing");
    expect(await json("keys", "signing")).toHaveLength(2);
    expect((await natter(["keys", "revoke-signing", old.kid, "--yes"])).code).toBe(0);
    const last = await natter(["keys", "revoke-signing", made.signingKey.kid, "--yes"]);
    expect(last.err).toContain("key.last");
  });
});

describe("natter users and tokens", () => {
  it("registers, changes, finds and deletes people", async () => {
    const words = ["users", "create", "eve", "--name", "Eve 夜", "--custom", '{"team":"blue"}'];
    expect(await json(...words)).toMatchObject({
      id: "eve",
      name: "Eve 夜",
      custom: { team: "blue" },
    });
    expect(
      await json("users", "update", "eve", "--image", "https://a.example/1.png"),
    ).toMatchObject({
      name: "Eve 夜",
      image: "https://a.example/1.png",
    });
    expect(await json("users", "update", "eve", "--image", "")).toMatchObject({ image: null });
    expect((await natter(["users", "show", "eve"])).out).toMatch(/^Custom +{"team":"blue"}$/m);
    const found = (await natter(["users", "list", "--q", "Eve"])).out.split("\n");
    expect(found).toHaveLength(3);
    const page = await natter(["users", "list", "--limit", "1"]);
    expect(page.out.trim().split("\n")).toHaveLength(2);
    expect(page.err).toContain("There are more");
    const deleted = await natter([
      "users",
      "delete",
      "eve",
      "--messages",
      "erase",
      "--yes",
      "--wait",
    ]);
    expect(deleted).toMatchObject({ code: 0, out: "eve is deleted.\n" });
    expect((await natter(["users", "list", "--q", "eve"])).out).toBe("There are no such users.\n");
  });

  it("makes tokens that a script can take, and refuses them again", async () => {
    const token = (await natter(["tokens", "create", "ada", "--raw"])).out.trim();
    const as = { authorization: `Bearer ${token}` };
    expect((await server.call(as, "me.get")).status).toBe(200);
    const shown = await json("tokens", "create", "ada", "--expires", "60");
    await json("tokens", "revoke", "--token-id", shown.tokenId, "--yes");
    const other = { authorization: `Bearer ${shown.token}` };
    expect((await server.call(other, "me.get")).status).toBe(401);
    expect((await server.call(as, "me.get")).status).toBe(200);
    expect((await natter(["tokens", "revoke", "--user", "ada", "--yes"])).code).toBe(0);
    expect((await server.call(as, "me.get")).status).toBe(401);
    expect((await natter(["tokens", "revoke", "--everyone", "--yes"])).code).toBe(0);
  });
});

describe("natter channels", () => {
  it("creates, shows, fills, freezes and deletes", async () => {
    const words = [
      "channels",
      "create",
      "Plans",
      "--as",
      "ada",
      "--id",
      "plans",
      "--member",
      "bob",
    ];
    expect(await json(...words)).toMatchObject({ cid: "messaging:plans", memberCount: 2 });
    const as = ["messaging:plans", "--as", "ada"];
    const list = (await natter(["channels", "list", "--as", "ada"])).out;
    expect(list).toMatch(/^messaging:plans +Plans +group +2 +0 +-$/m);
    expect((await natter(["channels", "members", ...as])).out).toMatch(/^ada +ada +owner/m);
    await json("users", "create", "cleo");
    expect(
      (await natter(["channels", "add", "messaging:plans", "cleo", "--as", "ada"])).out,
    ).toContain("cleo");
    expect(await json("channels", "freeze", ...as)).toMatchObject({ frozen: true });
    expect(await json("channels", "unfreeze", ...as)).toMatchObject({ frozen: false });
    expect(
      (await natter(["channels", "remove", "messaging:plans", "cleo", "--as", "ada", "--yes"]))
        .code,
    ).toBe(0);
    expect((await natter(["channels", "show", ...as])).out).toMatch(/^Members +2$/m);
    expect((await natter(["channels", "delete", ...as, "--yes"])).code).toBe(0);
    expect((await natter(["channels", "show", ...as])).err).toContain("channel.not_found");
  });
});

describe("natter moderation", () => {
  it("bans, lists, unbans, and shows who did it", async () => {
    await json("users", "create", "rude");
    expect(await json("moderation", "ban", "rude", "--reason", "spam", "--yes")).toMatchObject({
      shadow: false,
    });
    expect((await natter(["moderation", "bans"])).out).toMatch(/^rude +everywhere +hard +-/m);
    expect((await natter(["moderation", "unban", "rude"])).code).toBe(0);
    expect(await json("moderation", "bans")).toEqual([]);
    expect((await natter(["moderation", "audit"])).out).toContain("rude");
  });
});

describe("natter moderation queue", () => {
  it("shows what was reported, decides about it, and takes that back", async () => {
    const { channel } = await server.must("ada", "channels.create", {
      body: { name: "Reported", members: ["bob"] },
    });
    const sent = { clientId: "reported-message-1", text: "buy now" };
    const params = { cid: channel.cid };
    const { message } = await server.must("ada", "messages.send", { params, body: sent });
    const subject = { type: "message" as const, id: message.id };
    await server.must("bob", "me.report", { body: { subject, reason: "spam", text: "again" } });
    const [item] = await json("moderation", "queue", "--channel", channel.cid);
    expect(item).toMatchObject({ userId: "ada", reportCount: 1, excerpt: "buy now" });
    expect((await natter(["moderation", "queue"])).out).toMatch(
      new RegExp(`^${item.id} +report +message`, "m"),
    );
    expect((await natter(["moderation", "reports", item.id])).out).toMatch(/bob +spam +again$/m);
    const words = ["moderation", "resolve", item.id, "--action", "delete", "--reason", "spam"];
    const decision = await json(...words, "--yes");
    expect(decision).toMatchObject({ action: "delete", reason: "spam" });
    const read = () => server.must("bob", "messages.get", { params: { messageId: message.id } });
    expect((await read()).message.deletedAt).not.toBeNull();
    expect(await json("moderation", "queue", "--channel", channel.cid)).toEqual([]);
    expect((await natter(["moderation", "undo", decision.id])).code).toBe(0);
    expect(
      (await natter([...words.slice(0, 4), "shout", "--reason", "spam", "--yes"])).err,
    ).toContain("--action is one of");
  });
});

describe("natter seed", () => {
  /** The JSON that it prints. How far it is goes beside that, to standard error, when it takes a while; complaints would too. */
  async function seeded(words: string[]) {
    const run = await natter([...words, "--json"]);
    expect(run.code).toBe(0);
    for (const line of run.err.split("\n").filter(Boolean))
      expect(line).toMatch(/^(Users|Channels|Messages): \d+ of \d+$/);
    return JSON.parse(run.out);
  }

  it("makes the same data for the same seed, and adds nothing the second time", async () => {
    const words = ["seed", "--users", "12", "--channels", "3", "--messages", "230", "--seed", "7"];
    const first = await seeded(words);
    expect(first).toMatchObject({ users: 12, channels: 3, messages: 230, existing: 0, refused: 0 });
    expect(await seeded(words)).toMatchObject({ existing: 230 });
    const pages = await Promise.all(
      first.cids.map((cid: string) => {
        const member = `seed7-user-1`;
        return server.call(member, "channels.get", { params: { cid } });
      }),
    );
    expect(pages.length).toBe(3);
    expect((await natter(["users", "list", "--q", "seed7-"])).out.trim().split("\n")).toHaveLength(
      13,
    );
    expect((await natter(words)).out).toContain("230 messages were there already");
  });
});

describe("natter tail", () => {
  it("prints what a user hears as it happens, for people and for programs", async () => {
    const { channel } = await server.must("ada", "channels.create", {
      body: { name: "Tail", members: ["bob"] },
    });
    const { cid } = channel;
    let number = 0;
    const talking = setInterval(() => {
      number += 1;
      const body = { clientId: `tail-client-${number}`, text: `line ${number}\nand more` };
      void server.call("ada", "messages.send", { params: { cid }, body });
    }, 100);
    try {
      const people = await natter(["tail", "--user", "bob", "--channel", cid, "--count", "5"]);
      expect(people.code).toBe(0);
      expect(people.err).toContain(`Listening as bob to ${cid}`);
      expect(people.out.trim().split("\n")).toHaveLength(5);
      // That the two joined may be told late, before what they say.
      expect(people.out).toMatch(
        new RegExp(
          `^\\d\\d:\\d\\d:\\d\\d {2}${cid} {2}message\\.new {2}ada: line \\d+ and more$`,
          "m",
        ),
      );
      const programs = await natter(["tail", "--user", "bob", "--count", "1", "--json"]);
      expect(JSON.parse(programs.out)).toMatchObject({ type: "message.new", cid });
    } finally {
      clearInterval(talking);
    }
  });

  it("ends with the reason when the server does not let it in", async () => {
    const run = await natter(["tail", "--user", "nobody-here"]);
    expect(run.code).toBe(1);
    expect(run.err).toContain("user.not_found");
  });
});
