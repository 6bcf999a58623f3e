import type { Api } from "@natter/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { openPerson, registerHere, type Person } from "./support/person.ts";

describe.skipIf(chromiumPath === undefined)("two people in two browsers", () => {
  let server: ChatServer;
  let browser: Browser;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    ada = await openPerson(browser, server);
    await registerHere(ada.page, "ada", "Ada");
    await ada.page.getByRole("button", { name: "Create or join a space" }).click();
    await ada.page.getByRole("button", { name: "Create a space" }).click();
    await ada.page.getByLabel("Name").fill("Garden club");
    await ada.page.getByRole("button", { name: "Create space" }).click();
    await ada.page.getByRole("heading", { name: "general" }).first().waitFor();

    await ada.page.getByRole("button", { name: "Invite people" }).click();
    const link = ada.page.getByLabel("Invite link");
    await vi.waitUntil(async () => (await link.inputValue()).includes("/invite/"));
    const invite = await link.inputValue();
    await ada.page.keyboard.press("Escape");

    bob = await openPerson(browser, server, new URL(invite).pathname);
    await registerHere(bob.page, "bob", "Bob");
    await bob.page.getByRole("button", { name: "Join Garden club" }).click();
    await bob.page.getByRole("heading", { name: "general" }).first().waitFor();
    const join = bob.page.getByRole("button", { name: "Join channel" });
    await bob.composer.or(join).first().waitFor();
    if (await join.isVisible()) await join.click();
    await bob.composer.waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("show each other's messages at once, each message once", async () => {
    await ada.say("The roses are out");
    await bob.message("The roses are out").waitFor();
    await bob.say("So are the snails");
    await ada.message("So are the snails").waitFor();
    expect(await ada.message("The roses are out").count()).toBe(1);
    expect(await bob.message("So are the snails").count()).toBe(1);
  });

  it("show who is typing, and stop showing it when the message is there", async () => {
    await bob.composer.pressSequentially("I will bring");
    await ada.page.getByText("Bob is typing").waitFor();
    await bob.say("I will bring beer traps");
    await ada.message("I will bring beer traps").waitFor();
    await ada.page.getByText("Bob is typing").waitFor({ state: "detached" });
  });

  it("show each other's reactions, and take them back", async () => {
    const toolbar = await bob.toolbar("The roses are out");
    await toolbar.getByRole("button", { name: "React with ❤️" }).click();
    const seen = ada.message("The roses are out").getByRole("button", { name: /^❤️, 1 reaction/ });
    await seen.waitFor();
    await seen.click();
    const both = bob.message("The roses are out").getByRole("button", { name: /^❤️, you and/ });
    await both.waitFor();
    await both.click();
    await ada.message("The roses are out").getByRole("button", { name: "❤️, you" }).waitFor();
  });

  it("show an edit in place, with its mark", async () => {
    await ada.composer.press("ArrowUp");
    const editor = ada.page.getByRole("textbox", { name: "Edit message" });
    expect(await editor.inputValue()).toBe("The roses are out");
    await editor.fill("The roses are out, nearly all");
    await editor.press("Enter");
    const edited = bob.message("The roses are out, nearly all");
    await edited.getByText("edited").waitFor();
    expect(await edited.count()).toBe(1);
  });

  it("show a reply with what it answers, and jump there", async () => {
    const toolbar = await bob.toolbar("The roses are out, nearly all");
    await toolbar.getByRole("button", { name: "Reply", exact: true }).click();
    await bob.say("Which ones are late?");
    const quote = ada
      .message("Which ones are late?")
      .getByRole("button", { name: /The roses are out, nearly all/ });
    await quote.click();
    await ada.page
      .locator('[data-natter="message"][data-highlighted]')
      .filter({ hasText: "nearly all" })
      .waitFor();
  });

  it("ask before deleting, and leave a trace of what was deleted", async () => {
    await ada.say("A slip of the finger");
    await bob.message("A slip of the finger").waitFor();
    const toolbar = await ada.toolbar("A slip of the finger");
    await toolbar.getByRole("button", { name: "More actions" }).click();
    await ada.page.getByRole("menuitem", { name: "Delete" }).click();
    await ada.page.getByRole("button", { name: "Delete message" }).click();
    await bob.message("This message was deleted").waitFor();
    await bob.message("A slip of the finger").waitFor({ state: "detached" });
  });

  it("give a refused text back with its reason, and keep it in the list where something else is written", async () => {
    const sends = /\/v1\/channels\/[^/]+\/messages$/;
    const error = { code: "channel.forbidden", message: "Not for now.", requestId: "test" };
    const held = Promise.withResolvers<void>();
    await ada.page.route(sends, async (route) => {
      await held.promise;
      await route.fulfill({ status: 403, json: { error } });
    });
    await ada.say("Refused at first");
    await ada.say("Refused for good");
    await ada.composer.fill("Something else meanwhile");
    held.resolve();
    const first = ada.message("Refused at first");
    const second = ada.message("Refused for good");
    for (const refused of [first, second])
      await refused.getByText("Not sent. Not for now.").waitFor();
    expect(await first.getAttribute("data-status")).toBe("failed");
    expect(await ada.composer.inputValue()).toBe("Something else meanwhile");
    await ada.composer.fill("Refused and given back");
    await ada.composer.press("Enter");
    await ada.page.locator('[data-part="problem"]', { hasText: "Not for now." }).waitFor();
    expect(await ada.composer.inputValue()).toBe("Refused and given back");
    await ada.message("Refused and given back").waitFor({ state: "detached" });
    await ada.composer.fill("");
    await ada.page.unroute(sends);
    await first.getByRole("button", { name: "Try again" }).click();
    await bob.message("Refused at first").waitFor();
    await second.getByRole("button", { name: "Discard" }).click();
    await second.waitFor({ state: "detached" });
    expect(await bob.message("Refused for good").count()).toBe(0);
  });

  it("see who is online, and who has left", async () => {
    const members = ada.page.getByRole("complementary", { name: "Members" });
    const bobIs = (presence: string) => members.getByRole("button", { name: `Bob, ${presence}` });
    await bobIs("online").waitFor();
    const context = bob.page.context();
    await bob.page.goto("about:blank");
    await bobIs("offline").waitFor();
    await bob.page.goto(new URL(ada.page.url()).href);
    await bob.composer.waitFor();
    await bobIs("online").waitFor();
    expect(context.pages()).toHaveLength(1);
  });

  it("write to each other alone, with ticks that say delivered and read", async () => {
    const members = ada.page.getByRole("complementary", { name: "Members" });
    await members.getByRole("button", { name: /Bob/ }).click();
    await ada.page.getByRole("dialog").getByRole("button", { name: "Message" }).click();
    await ada.page.waitForURL(/\/dm\//);
    await ada.say("Just between us");
    const directs = bob.page.getByRole("link", { name: /^Direct messages/ });
    await directs.getByText("1 unread message").waitFor({ state: "attached" });
    await expect.poll(() => bob.page.title()).toContain("(1)");
    const ticks = ada.message("Just between us").getByRole("img", { name: /Delivered|Read/ });
    await ticks.waitFor();
    await directs.click();
    await bob.page.getByRole("link", { name: /Ada/ }).click();
    await bob.message("Just between us").waitFor();
    await ada.message("Just between us").getByRole("img", { name: "Read" }).waitFor();
    await bob.page.goBack();
    await bob.page.goBack();
    await ada.page.goBack();
    await ada.composer.waitFor();
  });

  it("never see a message of another channel where it does not belong", async () => {
    await ada.page.getByRole("button", { name: "Create channel" }).first().click();
    await ada.page.getByLabel("Name").fill("compost");
    await ada.page.getByRole("button", { name: "Create channel" }).last().click();
    await ada.page.getByRole("heading", { name: "compost" }).first().waitFor();
    await ada.say("Only for the compost people");
    await ada.page.getByRole("link", { name: /general/ }).click();
    await ada.say("For everybody");
    await bob.message("For everybody").waitFor();
    expect(await bob.message("Only for the compost people").count()).toBe(0);
    expect(await ada.message("Only for the compost people").count()).toBe(0);
  });

  it("read a channel of their space before they join it, and write after", async () => {
    await bob.page.getByRole("link", { name: "compost" }).click();
    await bob.message("Only for the compost people").waitFor();
    expect(await bob.composer.count()).toBe(0);
    await bob.page.getByRole("button", { name: "Join channel" }).click();
    await bob.say("May I bring tea leaves?");
    await bob.page.getByRole("link", { name: /general/ }).click();
    await bob.message("For everybody").waitFor();
    expect(await bob.message("May I bring tea leaves?").count()).toBe(0);
    await ada.page
      .getByRole("link", { name: /compost/ })
      .getByText("1 unread")
      .waitFor({
        state: "attached",
      });
  });

  it("find everything again after a reload", async () => {
    await bob.page.reload();
    await bob.message("For everybody").waitFor();
    await bob.message("Which ones are late?").waitFor();
    await bob.message("This message was deleted").waitFor();
    await bob
      .message("The roses are out, nearly all")
      .first()
      .getByRole("button", { name: /^❤️/ })
      .waitFor();
  });

  it("carry on without a reload when the server is killed and comes back, and lose nothing", async () => {
    await ada.page.evaluate("window.sameSince = 'before'");
    await bob.page.evaluate("window.sameSince = 'before'");
    await ada.say("Said before the power cut");
    await expect
      .poll(() => ada.message("Said before the power cut").getAttribute("data-status"))
      .toBe("sent");
    await server.killAndRestart();
    await bob.say("Said after the power cut");
    await ada.message("Said after the power cut").waitFor({ timeout: 60_000 });
    await ada.say("And back again");
    await bob.message("And back again").waitFor({ timeout: 60_000 });
    await bob.message("Said before the power cut").waitFor();
    expect(await bob.message("Said after the power cut").count()).toBe(1);
    expect(await ada.page.evaluate("window.sameSince")).toBe("before");
    expect(await bob.page.evaluate("window.sameSince")).toBe("before");
  });

  it("keep a stranger out, on the page and in the API", async () => {
    const address = new URL(ada.page.url()).pathname;
    const cid = address.split("/").at(-1) ?? "";
    const api: Api = await server.register("mallory");
    await expect(api("channels.get", { params: { cid } })).rejects.toMatchObject({
      code: "channel.not_found",
    });
    await expect(api("messages.list", { params: { cid } })).rejects.toMatchObject({
      code: "channel.not_found",
    });
    await expect(
      api("messages.send", {
        params: { cid },
        body: { clientId: crypto.randomUUID(), text: "hi" },
      }),
    ).rejects.toMatchObject({ code: "channel.not_found" });

    const stranger = await openPerson(browser, server, address);
    await registerHere(stranger.page, "trent", "Trent");
    await stranger.page.getByText("Not found, or no access").waitFor();
    await stranger.page.goto(`/dm/${cid}`);
    await stranger.page.getByText("Not found, or no access").waitFor();
    const text = await stranger.page.locator("body").innerText();
    expect(text).not.toContain("roses");
    expect(text).not.toContain("Garden club");
    await stranger.close();
  });

  it("met no error on the way", () => {
    expect(ada.problems).toEqual([]);
    expect(bob.problems).toEqual([]);
  });
});
