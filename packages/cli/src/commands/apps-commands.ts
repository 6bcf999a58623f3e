import type { AppDetails, RouteAnswer } from "@natter/contract";
import type { Command } from "../command.ts";
import type { Outcome } from "../command-spec.ts";
import { defineCommand } from "../define-command.ts";
import { formatFields, formatTable, formatTime } from "../format-table.ts";
import { moreNotice, pageOptions, readPages } from "../read-pages.ts";

const key = "admin";
const keysOnce = "This is the only time they are shown. Keep the secrets where nobody else reads.";

/** `natter apps …`: the platform's apps, by its admin key. */
export const appsCommands: readonly Command[] = [
  defineCommand({
    words: ["apps", "list"],
    summary: "list the apps of the platform",
    options: pageOptions,
    key,
    async run({ api, given }) {
      const { items, more } = await readPages(given, (query) => api.call("apps.list", { query }));
      const rows = items.map((app) => [app.id, app.name, app.status, formatTime(app.createdAt)]);
      const text = formatTable(["APP", "NAME", "STATUS", "CREATED"], rows, "There are no apps.");
      return { json: items, text, ...moreNotice(more) };
    },
  }),
  defineCommand({
    words: ["apps", "create"],
    summary: "create an app with its first keys",
    positionals: ["NAME"],
    options: {
      id: { value: "ID", help: "4 to 16 lower-case letters and digits; made up otherwise" },
    },
    key,
    async run({ api, given }) {
      const id = given.option("id");
      const body = { name: given.word("NAME"), ...(id === undefined ? {} : { id }) };
      return shownOnce(await api.call("apps.create", { body }, { attempts: 1 }));
    },
  }),
  defineCommand({
    words: ["apps", "show"],
    summary: "show an app with its settings",
    positionals: ["APP"],
    key,
    run: async ({ api, given }) =>
      shown((await api.call("apps.get", { params: { appId: given.word("APP") } })).app),
  }),
  defineCommand({
    words: ["apps", "rename"],
    summary: "give an app another name",
    positionals: ["APP", "NAME"],
    key,
    async run({ api, given }) {
      const params = { appId: given.word("APP") };
      return shown(
        (await api.call("apps.update", { params, body: { name: given.word("NAME") } })).app,
      );
    },
  }),
  defineCommand({
    words: ["apps", "suspend"],
    summary: "refuse everything of an app until it is resumed",
    positionals: ["APP"],
    key,
    confirm: (given) => `Everybody of "${given.word("APP")}" is shut out at once. Suspend it?`,
    run: async ({ api, given }) =>
      shown((await api.call("apps.suspend", { params: { appId: given.word("APP") } })).app),
  }),
  defineCommand({
    words: ["apps", "resume"],
    summary: "open a suspended app again",
    positionals: ["APP"],
    key,
    run: async ({ api, given }) =>
      shown((await api.call("apps.resume", { params: { appId: given.word("APP") } })).app),
  }),
  defineCommand({
    words: ["apps", "delete"],
    summary: "delete an app with everything in it",
    positionals: ["APP"],
    key,
    confirm: (given) =>
      `All users, channels and messages of "${given.word("APP")}" go for ever. Delete it?`,
    run: async ({ api, given }) =>
      shown((await api.call("apps.delete", { params: { appId: given.word("APP") } })).app),
  }),
  defineCommand({
    words: ["apps", "keys"],
    summary: "make an app that lost its keys new ones",
    positionals: ["APP"],
    key,
    async run({ api, given }) {
      const params = { appId: given.word("APP") };
      return shownOnce(await api.call("apps.createKeys", { params }, { attempts: 1 }));
    },
  }),
];

function shown(app: AppDetails): Outcome {
  const limits = Object.entries(app.limits).map(([name, value]) => `${name} ${value}`);
  const text = formatFields([
    ["App", app.id],
    ["Name", app.name],
    ["Status", app.status],
    ["Created", formatTime(app.createdAt)],
    ["Suspended", formatTime(app.suspendedAt)],
    ["Log-in", app.tokens?.issuer ?? "the app's signing keys"],
    ["Own limits", limits.join(", ")],
  ]);
  return { json: app, text };
}

function shownOnce(made: RouteAnswer<"apps.create">): Outcome {
  const text = formatFields([
    ["App", made.app.id],
    ["Name", made.app.name],
    ["Publishable key", made.publishableKey],
    ["Secret key", made.secretKey],
    ["Signing key id", made.signingKey.kid],
    ["Signing secret", made.signingKey.secret],
  ]);
  return { json: made, text, notice: keysOnce };
}
