import type { AppChange, AppDetails, RouteAnswer } from "@natter/contract";
import { isAppLimit, type AppLimitName } from "@natter/contract/limits";
import { UsageError } from "../cli-error.ts";
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
    words: ["apps", "limits"],
    summary: "show the limits that can be set for an app",
    positionals: ["APP"],
    key,
    async run({ api, given }) {
      const params = { appId: given.word("APP") };
      const { items } = await api.call("apps.limits", { params });
      const limits = items.filter(({ bounds }) => bounds !== null);
      const rows = limits.map(({ name, value, usual, bounds, unit }) => [
        ...[name, String(value), String(usual)],
        ...[`${bounds?.least} to ${bounds?.most}`, unit],
      ]);
      const columns = ["LIMIT", "VALUE", "USUAL", "MAY BE", "UNIT"];
      return { json: limits, text: formatTable(columns, rows, "No limit can be set.") };
    },
  }),
  defineCommand({
    words: ["apps", "set-limits"],
    summary: "set limits of an app, in force at once",
    details:
      'NAME=VALUE, such as pinsPerChannel=100; NAME=usual takes an own value away.\n"natter apps limits APP" lists the names and what they may be.',
    positionals: ["APP", "NAME=VALUE..."],
    key,
    async run({ api, given }) {
      const params = { appId: given.word("APP") };
      const limits = readLimits(given.words("NAME=VALUE"));
      return shown((await api.call("apps.update", { params, body: { limits } })).app);
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

/** Checked here as far as names go: what a value may be, the server says. */
function readLimits(settings: readonly string[]): NonNullable<AppChange["limits"]> {
  const limits = settings.map((setting): [AppLimitName, number | null] => {
    const [, name = "", value = ""] = /^([^=]+)=(\d+|usual)$/.exec(setting) ?? [];
    if (!isAppLimit(name)) {
      const known = name === "" ? "Write NAME=VALUE with a whole number, or NAME=usual." : null;
      throw new UsageError(
        known ??
          `there is no limit "${name}" that can be set. "natter apps limits APP" lists them.`,
      );
    }
    return [name, value === "usual" ? null : Number(value)];
  });
  return Object.fromEntries(limits);
}

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
