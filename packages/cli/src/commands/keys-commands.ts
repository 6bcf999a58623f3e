import { KeyKind, KeyScope, type Key, type RouteAnswer } from "@natter/contract";
import { UsageError } from "../cli-error.ts";
import type { Command } from "../command.ts";
import type { Given, Outcome } from "../command-spec.ts";
import { defineCommand } from "../define-command.ts";
import { formatFields, formatTable, formatTime } from "../format-table.ts";
import { readAll } from "../read-pages.ts";

const key = "server";
const overlap = {
  overlap: { value: "SECONDS", help: "how long the old one stays good; a day when not said" },
};

/** `natter keys …`: the app's own keys, and the secrets that sign user tokens. */
export const keysCommands: readonly Command[] = [
  defineCommand({
    words: ["keys", "list"],
    summary: "list the app's keys",
    options: { all: { help: "also those that have ended" } },
    key,
    async run({ api, given }) {
      const items = await readAll((query) => api.call("keys.list", { query }));
      const now = new Date().toISOString();
      const keys = given.has("all") ? items : items.filter((one) => standing(one, now) === "good");
      const rows = keys.map((one) => [
        ...[one.id, one.kind, one.name, one.hint, one.scopes.join(",")],
        ...[formatTime(one.lastUsedAt), standing(one, now)],
      ]);
      const columns = ["KEY", "KIND", "NAME", "HINT", "SCOPES", "LAST USED", "STANDING"];
      return { json: keys, text: formatTable(columns, rows, "The app has no keys.") };
    },
  }),
  defineCommand({
    words: ["keys", "create"],
    summary: "create a key; it is shown this once",
    positionals: ["NAME"],
    options: {
      kind: { value: "KIND", help: "secret (as usual) or publishable" },
      scope: {
        value: "SCOPE",
        help: `${KeyScope.options.join(", ")}; all when not said`,
        multiple: true,
      },
      expires: { value: "TIME", help: "when it ends, such as 2027-01-31T00:00:00Z" },
    },
    key,
    async run({ api, given }) {
      const scopes = scopesOf(given);
      const expiresAt = given.option("expires");
      const body = {
        kind: kindOf(given),
        name: given.word("NAME"),
        ...(scopes.length === 0 ? {} : { scopes }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      };
      return shownOnce(await api.call("keys.create", { body }, { attempts: 1 }));
    },
  }),
  defineCommand({
    words: ["keys", "rotate"],
    summary: "replace a key by a new one; both are good for a while",
    positionals: ["KEY"],
    options: overlap,
    key,
    async run({ api, given }) {
      const input = { params: { keyId: given.word("KEY") }, body: overlapOf(given) };
      return shownOnce(await api.call("keys.rotate", input, { attempts: 1 }));
    },
  }),
  defineCommand({
    words: ["keys", "revoke"],
    summary: "revoke a key at once",
    positionals: ["KEY"],
    key,
    confirm: (given) => `What still uses the key ${given.word("KEY")} stops at once. Revoke it?`,
    async run({ api, given }) {
      await api.call("keys.revoke", { params: { keyId: given.word("KEY") } });
      return { json: { revoked: given.word("KEY") }, text: "The key is revoked." };
    },
  }),
  defineCommand({
    words: ["keys", "signing"],
    summary: "list the secrets that sign user tokens",
    key,
    async run({ api }) {
      const items = await readAll((query) => api.call("signingKeys.list", { query }));
      const rows = items.map((one) => [
        ...[one.kid, formatTime(one.createdAt), formatTime(one.expiresAt)],
        formatTime(one.revokedAt),
      ]);
      const columns = ["KID", "CREATED", "ENDS", "REVOKED"];
      return { json: items, text: formatTable(columns, rows, "The app has no signing keys.") };
    },
  }),
  defineCommand({
    words: ["keys", "rotate-signing"],
    summary: "make a new secret that signs user tokens; the others end after a while",
    options: overlap,
    key,
    async run({ api, given }) {
      const body = overlapOf(given);
      const made = await api.call("signingKeys.rotate", { body }, { attempts: 1 });
      const text = formatFields([
        ["Signing key id", made.signingKey.kid],
        ["Signing secret", made.secret],
      ]);
      return { json: made, text, notice: "This is the only time the secret is shown." };
    },
  }),
  defineCommand({
    words: ["keys", "revoke-signing"],
    summary: "refuse everything a signing key signed, at once",
    positionals: ["KID"],
    key,
    confirm: (given) => `All tokens signed with ${given.word("KID")} end at once. Revoke it?`,
    async run({ api, given }) {
      await api.call("signingKeys.revoke", { params: { kid: given.word("KID") } });
      return { json: { revoked: given.word("KID") }, text: "The signing key is revoked." };
    },
  }),
];

function standing(one: Key, now: string): "good" | "revoked" | "ended" {
  if (one.revokedAt !== null) return "revoked";
  return one.expiresAt !== null && one.expiresAt <= now ? "ended" : "good";
}

function kindOf(given: Given): KeyKind {
  const kind = KeyKind.safeParse(given.option("kind") ?? "secret");
  if (kind.success) return kind.data;
  throw new UsageError(`--kind is ${KeyKind.options.join(" or ")}`);
}

function scopesOf(given: Given): KeyScope[] {
  return given.options("scope").map((text) => {
    const scope = KeyScope.safeParse(text);
    if (scope.success) return scope.data;
    throw new UsageError(`--scope is one of ${KeyScope.options.join(", ")}, not "${text}"`);
  });
}

function overlapOf(given: Given): { overlapSeconds: number } {
  const range = { usual: 86_400, least: 0, most: 2_592_000 };
  return { overlapSeconds: given.number("overlap", range) };
}

function shownOnce(made: RouteAnswer<"keys.create">): Outcome {
  const text = formatFields([
    ["Id", made.key.id],
    ["Name", made.key.name],
    ["Scopes", made.key.scopes.join(", ")],
    ["Key", made.value],
  ]);
  return { json: made, text, notice: "This is the only time the key is shown." };
}
