import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { openPerson, registerHere } from "./support/person.ts";

type Violation = {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
};

/** Serious and critical findings of axe on the page as it stands, as readable lines. */
// Half faded in, a dialog has half its contrast: what is judged is what stands in the end. Endless animations are let be.
const settled = `Promise.all(
  document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished.catch(() => undefined)),
)`;

async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(settled);
  await page.evaluate(axe.source);
  // What axe.run answers is described at https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#results-object
  const violations = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)",
  )) as Violation[];
  return violations
    .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
    .flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.html}\n${node.failureSummary}`),
    );
}

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
    it("on the pages for logging in and making an account", async () => {
      const { page, close } = await openPerson(browser, server, "/", { colorScheme });
      await page.getByRole("heading", { name: "Welcome back" }).waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await page.getByRole("button", { name: "Create an account" }).click();
      expect(await violationsOn(page)).toEqual([]);
      await close();
    });

    it("on a channel with members, a menu, a picker and dialogs", async () => {
      const { page, close, toolbar } = await openPerson(browser, server, "/demo/as/ada", {
        colorScheme,
      });
      await page.locator('[data-natter="message"]').last().waitFor();
      await page.getByRole("complementary", { name: "Members" }).getByText("Bob").waitFor();
      expect(await violationsOn(page)).toEqual([]);

      const last = await page
        .locator('[data-natter="message"] [data-part="body"]')
        .last()
        .innerText();
      await (await toolbar(last)).getByRole("button", { name: "Add a reaction" }).click();
      expect(await violationsOn(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await (await toolbar(last)).getByRole("button", { name: "More actions" }).click();
      expect(await violationsOn(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /profile and settings/ }).click();
      expect(await violationsOn(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Create channel" }).click();
      expect(await violationsOn(page)).toEqual([]);
      await page.keyboard.press("Escape");

      await page.getByRole("link", { name: /^Direct messages/ }).click();
      await page.getByRole("button", { name: "New message" }).first().click();
      await page.getByRole("list", { name: "People" }).getByText("Bob").first().waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("list", { name: "Direct messages" }).getByRole("link").first().click();
      await page.locator('[data-natter="message"]').last().waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await close();
    });

    it("on the demo, the welcome and the page for strangers", async () => {
      const demo = await openPerson(browser, server, "/demo", { colorScheme });
      const frame = demo.page.frameLocator('iframe[title="Ada\'s screen"]');
      await frame.locator('[data-natter="message"]').last().waitFor();
      expect(await violationsOn(demo.page)).toEqual([]);
      await demo.close();

      const { page, close } = await openPerson(browser, server, "/", { colorScheme });
      await registerHere(page, `new-${colorScheme}`, "Newcomer");
      await page.getByText("Hello, Newcomer").waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await page.goto("/s/00000000-0000-7000-8000-000000000000");
      await page.getByText("Not found, or no access").waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await close();
    });

    it("on a phone", async () => {
      const { page, close } = await openPerson(browser, server, "/demo/as/bob", {
        colorScheme,
        viewport: { width: 390, height: 844 },
        hasTouch: true,
      });
      await page.locator('[data-natter="message"]').last().waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await page.getByRole("button", { name: "Back" }).click();
      await page.getByRole("link", { name: /general/ }).waitFor();
      expect(await violationsOn(page)).toEqual([]);
      await close();
    });
  });
});
