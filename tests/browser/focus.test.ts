import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { makeGarden, type Garden } from "./support/garden.ts";
import type { Person } from "./support/person.ts";
import { fillGarden, openByKeys, surfaces } from "./support/surfaces.ts";

describe.skipIf(chromiumPath === undefined)("whoever opens something by the keyboard", () => {
  let server: ChatServer;
  let browser: Browser;
  let garden: Garden;
  let ada: Person;
  /** Nothing is left open. */
  let isAsBefore = true;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    garden = await makeGarden(browser, server);
    await fillGarden(garden);
    // Narrow enough for the members to be closed, and wide enough for everything else to be there.
    ada = await garden.open("ada", { viewport: { width: 1000, height: 800 } });
    await ada.message("Rude words").waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it.each(surfaces)("[A11Y-8] is in $name, leaves by Escape, and is back", async (surface) => {
    const { page } = ada;
    const path = surface.path ?? `/s/${garden.spaceId}/c/${garden.cid}`;
    if (!isAsBefore || new URL(page.url()).pathname !== path) await page.goto(path);
    isAsBefore = false;
    const open = await openByKeys(page, surface);
    await expect.poll(() => hasFocus(open)).toBe(true);
    await page.keyboard.press("Escape");
    await open.waitFor({ state: "detached" });
    await expect.poll(() => hasFocus(surface.opener(page))).toBe(true);
    expect(ada.problems).toEqual([]);
    isAsBefore = true;
  });

  const pages: readonly (readonly [name: string, link: RegExp, heading: RegExp])[] = [
    ["the inbox", /^Inbox/, /^Inbox/],
    ["the reports", /^Moderation/, /^Moderation/],
    ["the direct messages", /^Direct messages/, /^Direct messages/],
    ["the settings", /profile and settings/, /^Profile/],
  ];

  it.each(pages)(
    "[A11Y-2] goes on from %s, and does not begin again at the top",
    async (_, link, heading) => {
      const { page } = ada;
      await page.goto(`/s/${garden.spaceId}/c/${garden.cid}`);
      await ada.composer.waitFor();
      await page.getByRole("link", { name: link }).press("Enter");
      await page.getByRole("heading", { name: heading }).first().waitFor();
      await expect.poll(() => page.evaluate(nothingHasFocus)).toBe(false);
    },
  );
});

/** Whether the focus is on an element or in it. */
function hasFocus(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element.contains(document.activeElement));
}

/** Runs in the page. */
function nothingHasFocus(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
