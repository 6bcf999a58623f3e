import type { Locator, Page } from "playwright-core";
import type { Garden } from "./garden.ts";

/** Something that opens within the app: a panel, a dialog, a menu, a picker. */
export type Surface = {
  readonly name: string;
  /** Where in the app it opens from; the garden's channel when not said. */
  readonly path?: string;
  /** What has the focus when it is asked for. */
  readonly opener: (page: Page) => Locator;
  /** What is pressed there; Enter when not said. */
  readonly key?: string;
  /** What is then chosen in the menu that opens. */
  readonly item?: string;
  readonly shown: (page: Page) => Locator;
};

const button = (name: string | RegExp) => (page: Page) =>
  page.getByRole("button", typeof name === "string" ? { name, exact: true } : { name }).first();
const dialog = (name: string | RegExp) => (page: Page) =>
  page.getByRole("dialog", { name }).or(page.getByRole("alertdialog", { name }));
const panel = (name: string) => (page: Page) =>
  page.locator(`[data-natter="panel"][data-panel="${name}"]`);
const menu = (page: Page) => page.getByRole("menu");
const picker = (page: Page) => page.locator('[data-natter="emoji-picker"]');
const composer = (page: Page) => page.getByRole("textbox", { name: /^Message / });
const rowOf = (text: string) => (page: Page) =>
  page.locator('[data-natter="message"]').filter({ hasText: text }).first();
const row = rowOf("Who waters on Sunday?");

const ofChannel: Pick<Surface, "opener"> = { opener: button("Channel: more") };
const ofMessage: Pick<Surface, "opener" | "key"> = { opener: row, key: "Shift+F10" };
const ofOther: Pick<Surface, "opener" | "key"> = { opener: rowOf("Rude words"), key: "Shift+F10" };
const ofSpace: Pick<Surface, "opener"> = { opener: button(/^Garden club: more/) };
const ofComposer: Pick<Surface, "opener"> = { opener: button("More to add") };

/** Everything that opens in a channel, and around it. `fillGarden` makes what they show. */
export const surfaces: readonly Surface[] = [
  { name: "the search", opener: button("Search"), shown: panel("search") },
  { name: "the search, by its key", opener: composer, key: "Control+f", shown: panel("search") },
  { name: "the members", opener: button("Members"), shown: panel("members") },
  {
    name: "the members, by their key",
    opener: composer,
    key: "Control+.",
    shown: panel("members"),
  },
  { name: "what is pinned", ...ofChannel, item: "Pinned messages", shown: panel("pins") },
  { name: "what is sent later", ...ofChannel, item: "To be sent later", shown: panel("scheduled") },
  { name: "the reports", ...ofChannel, item: "Reports", shown: panel("moderation") },
  { name: "a thread", opener: row, key: "t", shown: panel("thread") },
  { name: "the channel's menu", ...ofChannel, shown: menu },
  { name: "the notifications", ...ofChannel, item: "Notifications", shown: dialog(/general/) },
  { name: "the channel's settings", ...ofChannel, item: "Settings", shown: dialog(/general/) },
  {
    name: "a report of the channel",
    ...ofChannel,
    item: "Report channel",
    shown: dialog(/^Report/),
  },
  { name: "a message's menu", ...ofMessage, shown: menu },
  { name: "the reactions", opener: row, key: "+", shown: picker },
  { name: "forwarding", ...ofMessage, item: "Forward", shown: dialog("Forward the message") },
  { name: "a reminder", ...ofMessage, item: "Remind me", shown: dialog(/^Remind me/) },
  { name: "pinning", ...ofOther, item: "Pin for a time", shown: dialog(/./) },
  { name: "the edits", ...ofMessage, item: "Show edits", shown: dialog("Edit history") },
  { name: "a report", ...ofMessage, item: "Report", shown: dialog(/^Report/) },
  { name: "deleting", opener: row, key: "Delete", shown: dialog(/./) },
  { name: "who voted", opener: button("Who voted"), shown: dialog("What shall we plant?") },
  { name: "the emoji", opener: button("Add an emoji"), shown: picker },
  { name: "the composer's menu", ...ofComposer, shown: menu },
  { name: "a poll", ...ofComposer, item: "Create a poll", shown: dialog("Create a poll") },
  { name: "the space's menu", ...ofSpace, shown: menu },
  { name: "inviting", ...ofSpace, item: "Invite people", shown: dialog(/^Invite/) },
  { name: "a new channel", ...ofSpace, item: "Create channel", shown: dialog(/channel/) },
  { name: "the space's channels", ...ofSpace, item: "Browse channels", shown: dialog(/channels/) },
  {
    name: "the space's settings",
    ...ofSpace,
    item: "Space settings",
    shown: dialog(/Garden club/),
  },
  { name: "another space", opener: button("Add a space"), shown: dialog(/space/) },
  { name: "the switcher", opener: composer, key: "Control+k", shown: dialog(/./) },
  { name: "the sheet of keys", opener: composer, key: "Control+/", shown: dialog(/./) },
  {
    name: "a new conversation",
    path: "/dm",
    opener: button("New message"),
    shown: dialog("New message"),
  },
];

/** Brings one up by the keyboard alone, and answers it. */
export async function openByKeys(page: Page, surface: Surface): Promise<Locator> {
  const { opener, key = "Enter", item, shown } = surface;
  await opener(page).press(key);
  if (item !== undefined)
    await page.getByRole("menuitem", { name: item, exact: true }).press("Enter");
  const open = shown(page);
  await open.waitFor();
  return open;
}

/** Has said and done in the garden's channel what the surfaces need: something pinned, edited, reported, planned and voted for. */
export async function fillGarden({ cid, api }: Garden): Promise<void> {
  const send = async (text: string, more: object = {}) => {
    const body = { clientId: crypto.randomUUID(), text, ...more };
    return (await api.bob("messages.send", { params: { cid }, body })).message;
  };
  const { id: messageId } = await send("Who waters on Saturday?");
  const params = { messageId };
  await api.bob("messages.edit", { params, body: { text: "Who waters on Sunday?" } });
  await api.ada("pins.add", { params, body: {} });
  await api.bob("reactions.add", { params: { ...params, type: "👍" } });
  await send("I can", { threadId: messageId });
  const rude = await send("Rude words");
  const subject = { type: "message", id: rude.id } as const;
  await api.ada("me.report", { body: { subject, reason: "harassment" } });
  const sendAt = new Date(Date.now() + 86_400_000).toISOString();
  await api.ada("scheduled.create", {
    params: { cid },
    body: { sendAt, message: { clientId: crypto.randomUUID(), text: "Frost tonight" } },
  });
  const question = "What shall we plant?";
  const { id, poll } = await send("", {
    kind: "poll",
    poll: { question, options: ["Leeks", "Beans"] },
  });
  const optionIds = poll?.options.slice(0, 1).map((option) => option.id) ?? [];
  await api.bob("polls.vote", { params: { messageId: id }, body: { optionIds } });
}
