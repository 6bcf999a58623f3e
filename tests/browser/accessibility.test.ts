import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { openPerson, registerHere } from "./support/person.ts";
import { violationsBothWays } from "./support/violations-both-ways.ts";

describe.skipIf(chromiumPath === undefined)("axe finds nothing serious", () => {
  let server: ChatServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url, { demo: true });
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
    it("[A11Y-1] on the pages for logging in and making an account", async () => {
      const { page, close } = await openPerson(browser, server, "/", { colorScheme });
      await page.getByRole("heading", { name: "Welcome back" }).waitFor();
      expect(await violationsBothWays(page)).toEqual([]);
      await page.getByRole("button", { name: "Create an account" }).click();
      expect(await violationsBothWays(page)).toEqual([]);
      await close();
    });

    it("[A11Y-1] on a channel with members, a menu, a picker and dialogs", async () => {
      const { page, close, toolbar } = await openPerson(browser, server, "/demo/as/ada", {
        colorScheme,
      });
      await page.locator('[data-natter="message"]').last().waitFor();
      await page.getByRole("complementary", { name: "Members" }).getByText("Bob").waitFor();
      expect(await violationsBothWays(page)).toEqual([]);

      const last = await page
        .locator('[data-natter="message"] [data-part="body"]')
        .last()
        .innerText();
      await (await toolbar(last)).getByRole("button", { name: "Add a reaction" }).click();
      expect(await violationsBothWays(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await (await toolbar(last)).getByRole("button", { name: "More actions" }).click();
      expect(await violationsBothWays(page)).toEqual([]);
      await page.keyboard.press("Escape");
      for (const tab of ["Search", "Members"]) {
        await page.getByRole("button", { name: tab, exact: true }).click();
        await page.locator('[data-natter="panel"]').waitFor();
        expect(await violationsBothWays(page)).toEqual([]);
      }
      await page.getByRole("link", { name: /profile and settings/ }).click();
      for (const section of ["Profile", "Privacy", "Appearance", "Later", "Muted and blocked"]) {
        await page.getByRole("link", { name: section, exact: true }).click();
        await page.getByRole("heading", { name: section, level: 1, exact: true }).waitFor();
        expect(await violationsBothWays(page)).toEqual([]);
      }
      await page.getByRole("link", { name: "Inbox" }).click();
      await page.getByText("You're all caught up").waitFor();
      expect(await violationsBothWays(page)).toEqual([]);
      await page.getByRole("link", { name: "Demo" }).click();
      await page.getByRole("button", { name: "Create channel" }).click();
      expect(await violationsBothWays(page)).toEqual([]);
      await page.keyboard.press("Escape");

      await page.getByRole("link", { name: /^Direct messages/ }).click();
      await page.getByRole("button", { name: "New message" }).first().click();
      await page.getByRole("list", { name: "People" }).getByText("Bob").first().waitFor();
      expect(await violationsBothWays(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("list", { name: "Direct messages" }).getByRole("link").first().click();
      await page.locator('[data-natter="message"]').last().waitFor();
      expect(await violationsBothWays(page)).toEqual([]);
      await close();
    });

    it("[A11Y-1] on the demo, the welcome and the page for strangers", async () => {
      const demo = await openPerson(browser, server, "/demo", { colorScheme });
      const frame = demo.page.frameLocator('iframe[title="Ada\'s screen"]');
      await frame.locator('[data-natter="message"]').last().waitFor();
      expect(await violationsBothWays(demo.page)).toEqual([]);
      await demo.close();

      const { page, close } = await openPerson(browser, server, "/", { colorScheme });
      await registerHere(page, `new-${colorScheme}`, "Newcomer");
      await page.getByText("Hello, Newcomer").waitFor();
      expect(await violationsBothWays(page)).toEqual([]);
      await page.goto("/s/00000000-0000-7000-8000-000000000000");
      await page.getByText("Not found, or no access").waitFor();
      expect(await violationsBothWays(page)).toEqual([]);
      await close();
    });

    it("[A11Y-1] on a phone", async () => {
      const { page, close } = await openPerson(browser, server, "/demo/as/bob", {
        colorScheme,
        viewport: { width: 390, height: 844 },
        hasTouch: true,
      });
      await page.locator('[data-natter="message"]').last().waitFor();
      expect(await violationsBothWays(page)).toEqual([]);
      await page.getByRole("button", { name: "Back" }).click();
      await page.getByRole("link", { name: /general/ }).waitFor();
      expect(await violationsBothWays(page)).toEqual([]);
      await close();
    });
  });
});
