import { createApi, type Api } from "@natter/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { password, startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { openPerson, registerHere, type Person } from "./support/person.ts";

describe.skipIf(chromiumPath === undefined)("a community, from the first log-in on", () => {
  let server: ChatServer;
  let browser: Browser;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    ada = await openPerson(browser, server, "/", { viewport: { width: 1280, height: 800 } });
    ada.page.context().setDefaultTimeout(30_000);
    await registerHere(ada.page, "ada", "Ada");
    await ada.page.getByText("Hello, Ada").waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function logIn(username: string): Promise<Api> {
    const response = await fetch(`${server.url}/config.json`);
    const { appKey } = (await response.json()) as { appKey: string }; // what the server promises
    const open = createApi({ endpoint: server.url, appKey });
    const { token } = await open("accounts.login", { body: { username, password } });
    return createApi({ endpoint: server.url, appKey, getToken: () => Promise.resolve(token) });
  }

  it("[K4] a space opens on its first channel, where one can write at once", async () => {
    await ada.page.getByRole("button", { name: "Create or join a space" }).click();
    await ada.page.getByRole("button", { name: "Create a space" }).click();
    await ada.page.getByLabel("Name").fill("Garden club");
    await ada.page.getByRole("button", { name: "Create space" }).click();
    await ada.page.waitForURL(/\/s\/[^/]+\/c\/team:/);
    await ada.say("Welcome to the garden");
    expect(await ada.page.getByRole("heading", { name: "general" }).count()).toBeGreaterThan(0);
  });

  it("[K4] somebody joins by an invite and stands in the member list", async () => {
    await ada.page.getByRole("button", { name: "Invite people" }).click();
    const link = ada.page.getByLabel("Invite link");
    await vi.waitUntil(async () => (await link.inputValue()).includes("/invite/"), 30_000);
    const invite = await link.inputValue();
    await ada.page.keyboard.press("Escape");

    bob = await openPerson(browser, server, new URL(invite).pathname);
    bob.page.context().setDefaultTimeout(30_000);
    await registerHere(bob.page, "bob", "Bob");
    await bob.page.getByRole("button", { name: "Join Garden club" }).click();
    await bob.message("Welcome to the garden").waitFor();
    const join = bob.page.getByRole("button", { name: "Join channel" });
    await bob.composer.or(join).first().waitFor();
    if (await join.isVisible()) await join.click();
    await bob.composer.waitFor();
    const members = ada.page.getByRole("complementary", { name: "Members" });
    await members.getByRole("button", { name: /^Bob/ }).waitFor();
  });

  it("[K4] a channel is created, found by browsing, and joined", async () => {
    await ada.page.getByRole("button", { name: "Create channel" }).first().click();
    await ada.page.getByLabel("Name").fill("compost");
    await ada.page.getByRole("button", { name: "Create channel" }).last().click();
    await ada.page.getByRole("heading", { name: "compost" }).first().waitFor();
    await bob.page.getByRole("button", { name: "Garden club: more" }).click();
    await bob.page.getByRole("menuitem", { name: "Browse channels" }).click();
    const dialog = bob.page.getByRole("dialog");
    await dialog.getByRole("listitem").filter({ hasText: "compost" }).getByText("Join").click();
    await bob.page.getByRole("heading", { name: "compost" }).first().waitFor();
    await bob.say("Eggshells, please");
    await ada.message("Eggshells, please").waitFor();
  });

  it("reopens where one was last", async () => {
    const address = new URL(bob.page.url()).pathname;
    await bob.page.goto("/");
    await expect.poll(() => new URL(bob.page.url()).pathname, { timeout: 20_000 }).toBe(address);
  });

  it("finds a message by search and goes to it", async () => {
    await ada.page.getByRole("button", { name: "Search", exact: true }).click();
    const panel = ada.page.getByRole("search");
    await panel.getByRole("searchbox").fill("garden from:me");
    await panel.getByLabel("Where to search").selectOption("everywhere");
    await panel.getByRole("button", { name: /Welcome to the garden/ }).click();
    await ada.page.waitForURL(/\/c\/team:[^/]+\/[^/?]+/);
    await ada.message("Welcome to the garden").waitFor();
    const inView = await ada.message("Welcome to the garden").isVisible();
    expect(inView).toBe(true);
  });

  it("[JMP-6] the back button returns to where one came from", async () => {
    await ada.page.goBack();
    await ada.page.getByRole("heading", { name: "compost" }).first().waitFor();
    await ada.message("Eggshells, please").waitFor();
  });

  it("[JMP-4] a link to a message that is not there says so and leaves one in the channel", async () => {
    const { pathname } = new URL(ada.page.url());
    const channel = pathname.split("/").slice(0, 5).join("/");
    await ada.page.goto(`${channel}/01900000-0000-7000-8000-000000000000`);
    await ada.page.getByText("That message is not available any more.").first().waitFor();
    await ada.message("Eggshells, please").waitFor();
  });

  it("a report reaches who moderates, who decides with one key and takes it back", async () => {
    await bob.say("Something rude");
    await ada.message("Something rude").waitFor();
    const cid = new URL(bob.page.url()).pathname.split("/")[4] ?? "";
    const [, , spaceId = ""] = new URL(bob.page.url()).pathname.split("/");
    const owner = await logIn("ada");
    const { invite } = await owner("spaces.createInvite", { params: { spaceId }, body: {} });
    const cem = await server.register("cem");
    await cem("invites.accept", { params: { code: invite.code } });
    await cem("channels.join", { params: { cid } });
    const { items } = await cem("messages.list", { params: { cid }, query: {} });
    const rude = items.find(({ text }) => text === "Something rude");
    if (rude === undefined) throw new Error("Cem's API does not have the message.");
    const subject = { type: "message", id: rude.id } as const;
    await cem("me.report", { body: { subject, reason: "harassment" } });

    await ada.page.goto("/moderation");
    const item = ada.page.getByRole("article", { name: /Something rude/ });
    await item.locator("strong", { hasText: "Harassment" }).waitFor();
    await item.focus();
    await ada.page.keyboard.press("d");
    await ada.page.getByText("Nothing waits for a decision").waitFor();
    await bob.message("Something rude").waitFor({ state: "detached" });
    await ada.page.getByRole("button", { name: "Undo" }).click();
    await bob.message("Something rude").waitFor();
  });

  it("who hides their typing is not seen typing", async () => {
    await ada.page.goto(new URL(bob.page.url()).pathname);
    await ada.composer.waitFor();
    await bob.page.getByRole("link", { name: /profile and settings/ }).click();
    await bob.page.getByRole("link", { name: "Privacy" }).click();
    await bob.page.getByRole("switch", { name: "Typing" }).uncheck();
    const api = await logIn("bob");
    await expect
      .poll(async () => (await api("settings.get")).settings.privacy.typing, { timeout: 20_000 })
      .toBe(false);
    await ada.page.evaluate(() => {
      new MutationObserver(() => {
        if (document.body.innerText.includes("is typing")) document.body.dataset["sawTyping"] = "";
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await bob.page.goBack();
    await bob.page.goBack();
    await bob.composer.pressSequentially("Nobody sees me write this");
    await bob.composer.press("Enter");
    await ada.message("Nobody sees me write this").waitFor();
    expect(await ada.page.evaluate(() => "sawTyping" in document.body.dataset)).toBe(false);
  });

  it("[MOB-1] a phone shows one pane at a time, each a step of the history", async () => {
    const phone = await ada.page.context().newPage();
    await phone.setViewportSize({ width: 390, height: 844 });
    await phone.goto("/");
    await phone.getByRole("link", { name: /compost/ }).click();
    await phone.getByRole("textbox", { name: /^Message / }).waitFor();
    expect(await phone.getByRole("navigation", { name: "Channels" }).isVisible()).toBe(false);
    await phone.getByRole("button", { name: "Members" }).click();
    await phone.getByRole("complementary", { name: "Members" }).waitFor();
    await phone.goBack();
    await phone.getByRole("complementary", { name: "Members" }).waitFor({ state: "detached" });
    await phone.goBack();
    await phone.getByRole("navigation", { name: "Channels" }).waitFor();
    await phone.close();
  });

  it("[MOB-4] on a tablet, members lie over the channel", async () => {
    const tablet = await ada.page.context().newPage();
    await tablet.setViewportSize({ width: 768, height: 1024 });
    await tablet.goto("/");
    const messages = tablet.locator('[data-natter="message-list"]');
    await messages.waitFor();
    const before = await messages.boundingBox();
    await tablet.getByRole("button", { name: "Members" }).click();
    const panel = tablet.getByRole("complementary", { name: "Members" });
    await panel.waitFor();
    const over = await panel.boundingBox();
    expect((await messages.boundingBox())?.width).toBe(before?.width);
    expect(over?.x ?? 0).toBeLessThan((before?.x ?? 0) + (before?.width ?? 0));
    await tablet.close();
  });

  it("speaks Arabic from right to left when one chooses it", async () => {
    await ada.page.goto("/settings/appearance");
    await ada.page.getByLabel("Language").selectOption("ar");
    await ada.page.getByRole("heading", { name: "المظهر" }).waitFor();
    expect(await ada.page.evaluate(() => document.documentElement.dir)).toBe("rtl");
    await ada.page.getByLabel("اللغة").selectOption("en");
    await ada.page.getByRole("heading", { name: "Appearance" }).waitFor();
  });

  it("tells the browser how it can be installed", async () => {
    const answer = await fetch(`${server.url}/manifest.webmanifest`);
    const manifest: { icons: { src: string; sizes: string; purpose?: string }[] } =
      await answer.json();
    const sizes = manifest.icons.map((icon) => icon.sizes);
    expect(sizes).toEqual(expect.arrayContaining(["192x192", "512x512"]));
    expect(manifest.icons.some(({ purpose }) => purpose === "maskable")).toBe(true);
    for (const { src } of manifest.icons) {
      const icon = await fetch(new URL(src, server.url));
      expect(icon.status).toBe(200);
      expect(icon.headers.get("content-type")).toMatch(/^image\//);
    }
  });
});
