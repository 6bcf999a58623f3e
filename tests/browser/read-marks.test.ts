import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { makeGarden, type Garden } from "./support/garden.ts";
import type { Person } from "./support/person.ts";

describe.skipIf(chromiumPath === undefined)("what one has read", () => {
  let server: ChatServer;
  let browser: Browser;
  let garden: Garden;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    garden = await makeGarden(browser, server);
    ({ ada, bob } = garden);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** What the server counts as unread for Ada. */
  async function unread(cid: string): Promise<number> {
    const { channel } = await garden.api.ada("channels.get", { params: { cid } });
    return channel.unread.count;
  }

  it("[UNR-4] a message is marked unread: what comes from it on counts, on every device, until it is seen", async () => {
    const cid = await garden.goToNewChannel("beans");
    for (const text of ["one", "two", "three"]) await bob.say(text);
    await ada.message("three").waitFor();
    await ada.page.mouse.move(300, 300);
    await expect.poll(() => unread(cid)).toBe(0);
    const other = await garden.open("ada");
    const toolbar = await ada.toolbar("two");
    await toolbar.getByRole("button", { name: "More actions" }).click();
    await ada.page.getByRole("menuitem", { name: "Mark as unread" }).click();
    await expect.poll(() => unread(cid)).toBe(2);
    await other.page.getByRole("link", { name: /^beans, 2 unread messages/ }).waitFor();
    // Opened where nobody looks at it, it stays as it is; seen, it is read.
    await other.page.evaluate(() => {
      let state: DocumentVisibilityState = "hidden";
      Object.defineProperty(document, "visibilityState", { get: () => state });
      addEventListener("look", () => {
        state = "visible";
        document.dispatchEvent(new Event("visibilitychange"));
      });
    });
    await other.page.getByRole("link", { name: /^beans/ }).click();
    await other.message("three").waitFor();
    await garden.api.bob("messages.send", {
      params: { cid },
      body: { clientId: crypto.randomUUID(), text: "four" },
    });
    await other.message("four").waitFor();
    expect(await unread(cid)).toBe(3);
    await other.page.evaluate(() => dispatchEvent(new Event("look")));
    await expect.poll(() => unread(cid)).toBe(0);
    await other.close();
  });

  it("[READ-4] the number in the title is what is unread in direct messages and mentions, in every tab, and goes when it is read", async () => {
    const params = { spaceId: garden.spaceId };
    const { channel: herbs } = await garden.api.ada("spaces.createChannel", {
      params,
      body: { name: "herbs" },
    });
    await garden.api.bob("channels.join", { params: { cid: herbs.cid } });
    const me = await garden.api.ada("me.get");
    const { channel: direct } = await garden.api.bob("channels.direct", {
      body: { userId: me.user.id },
    });
    const say = async (cid: string, text: string, mentioned: readonly string[] = []) => {
      const body = { clientId: crypto.randomUUID(), text, mentions: [...mentioned] };
      await garden.api.bob("messages.send", { params: { cid }, body });
    };
    const first = ada.page;
    await first.goto(`/s/${garden.spaceId}/${garden.cid}`);
    await ada.composer.waitFor();
    const second = await first.context().newPage();
    await second.goto(first.url());
    await second.getByRole("textbox", { name: /^Message / }).waitFor();
    const titles = () => Promise.all([first.title(), second.title()]);
    const numbers = async () =>
      (await titles()).map((title) => /^\((\d+)\)/.exec(title)?.[1] ?? "none");

    // What is said to everybody is no reason to come.
    await say(herbs.cid, "The parsley is up.");
    for (const page of [first, second])
      await page.getByRole("link", { name: /^herbs, 1 unread message/ }).waitFor();
    expect(await numbers()).toEqual(["none", "none"]);
    await say(herbs.cid, `<@${me.user.id}> do you want some?`, [me.user.id]);
    await expect.poll(numbers).toEqual(["1", "1"]);
    await say(direct.cid, "Are you coming?");
    await say(direct.cid, "I am at the gate.");
    await expect.poll(numbers).toEqual(["3", "3"]);

    await second.bringToFront();
    await second.goto(`/dm/c/${direct.cid}`);
    await second.getByText("I am at the gate.").last().waitFor();
    await second.mouse.move(300, 300);
    await expect.poll(() => unread(direct.cid)).toBe(0);
    await expect.poll(numbers).toEqual(["1", "1"]);
    await first.bringToFront();
    await first.getByRole("link", { name: /^herbs/ }).click();
    await first.mouse.move(300, 300);
    await expect.poll(() => unread(herbs.cid)).toBe(0);
    await expect.poll(numbers).toEqual(["none", "none"]);
    await second.close();
  });

  it("[UNR-2] Shift+Page Up goes to the oldest unread message; Escape in the list and in an empty composer reads everything and goes to the end", async () => {
    const cid = await garden.goToNewChannel("leeks");
    const { page, composer } = ada;
    const say = async (words: string) => {
      const body = { clientId: crypto.randomUUID(), text: words };
      await garden.api.bob("messages.send", { params: { cid }, body });
      await ada.message(words).waitFor();
    };
    for (let number = 1; number <= 40; number += 1) await say(`old ${number}.`);
    await expect.poll(() => unread(cid)).toBe(0);
    // From here on nothing is read by being in view: what is read is read by the keys.
    await page.evaluate(() =>
      Object.defineProperty(document, "visibilityState", { get: () => "hidden" }),
    );
    for (const from of ["list", "composer"]) {
      for (let number = 1; number <= 40; number += 1) await say(`${from} ${number}.`);
      await composer.focus();
      await page.keyboard.press("Shift+PageUp");
      const oldest = ada.message(`${from} 1.`);
      await oldest.evaluate(isInView);
      expect(await oldest.evaluate(isUnderDivider)).toBe(true);
      expect(await fromEnd(page)).toBeGreaterThan(80);
      await expect.poll(() => unread(cid)).toBe(40);
      // With something written in it, Escape leaves the composer alone, and everything as it is.
      await composer.fill("half a sentence");
      await page.keyboard.press("Escape");
      expect(await composer.inputValue()).toBe("half a sentence");
      await composer.fill("");
      expect(await unread(cid)).toBe(40);
      expect(await fromEnd(page)).toBeGreaterThan(80);
      if (from === "list") await oldest.focus();
      await page.keyboard.press("Escape");
      await expect.poll(() => fromEnd(page)).toBeLessThanOrEqual(1);
      await expect.poll(() => unread(cid)).toBe(0);
      expect(await page.locator('[data-natter="unread-divider"]').count()).toBe(0);
      expect(await composer.evaluate((element) => element === document.activeElement)).toBe(true);
    }
  });

  it("[READ-3] marks are a second apart, and what is left of them leaves with the page", async () => {
    const cid = await garden.goToNewChannel("peas");
    const { page } = ada;
    let marks = 0;
    page.on("requestfinished", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/read")) marks += 1;
    });
    // From here on, time in the page is the test's.
    await page.clock.install();
    await page.reload();
    await ada.composer.waitFor();
    await page.mouse.move(300, 300);
    // What is said now is heard and read: the page is online, and nothing of before is still to be told.
    await bob.say("zero");
    await ada.message("zero").waitFor();
    await expect.poll(() => unread(cid)).toBe(0);
    // Past the second between two marks, and not as far as a silence in which the page would give the connection up.
    await page.clock.pauseAt(Date.now() + 10_000);
    marks = 0;
    /** Half a second in view is read; all in all it takes less than the second between two marks. */
    const see = async (text: string) => {
      await bob.say(text);
      await expect.poll(() => ada.message(text).count()).toBe(1);
      // The list follows in frames, and what they change may ask for another: time goes on until it is there.
      const follow = () => page.clock.runFor(20).then(() => fromEnd(page));
      await expect.poll(follow).toBeLessThanOrEqual(1);
      await ada.message(text).evaluate(isInView);
      await page.clock.runFor(600);
    };
    await see("one");
    await expect.poll(() => unread(cid)).toBe(0);
    await expect.poll(() => marks).toBe(1);
    await see("two");
    expect(await unread(cid)).toBe(1);
    expect(marks).toBe(1);
    // To a page of the same site: for one of another the browser may end what was behind this one before its last word is out.
    await page.goto(new URL("/config.json", page.url()).href);
    await expect.poll(() => unread(cid)).toBe(0);
  });
});

/** How many pixels the list stands above its end. */
function fromEnd(page: Page): Promise<number> {
  return page
    .locator('[data-part="viewport"]')
    .first()
    .evaluate((view) => Math.round(view.scrollHeight - view.clientHeight - view.scrollTop));
}

/** Whether the row above a message's is the line that says where the unread ones begin. */
function isUnderDivider(message: Element): boolean {
  const row = message.closest<HTMLElement>("[data-index]");
  const above = Number(row?.dataset["index"]) - 1;
  return document.querySelector(`[data-index="${above}"]`)?.getAttribute("data-row") === "unread";
}

/** Resolves once the browser has shown an element, and so has told of the scrolling that brought it into view. */
function isInView(element: Element): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(element);
  });
}
