import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { makeGarden, type Garden } from "./support/garden.ts";
import { logInHere } from "./support/person.ts";

describe.skipIf(chromiumPath === undefined)("whoever is signed out with something unsent", () => {
  let server: ChatServer;
  let browser: Browser;
  let garden: Garden;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url, { movableClock: true });
    browser = await launchChromium();
    garden = await makeGarden(browser, server);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const here = (page: Page, text: string) =>
    page.locator('[data-natter="message"]').filter({ hasText: text });

  /** Goes to the viewer's own profile and asks to be logged out. */
  async function askToLogOut(page: Page): Promise<void> {
    await page.getByRole("link", { name: /profile and settings/ }).click();
    await page.getByRole("button", { name: "Log out", exact: true }).click();
  }

  it("[CON-6] finds it again when the session was ended elsewhere, and nobody else on the device does", async () => {
    const { ada, bob } = garden;
    const { page } = ada;
    const address = page.url();
    await bob.say("Nothing stays of this");
    await ada.message("Nothing stays of this").waitFor();
    await expect.poll(() => page.evaluate(readDevice)).toContain("Nothing stays of this");
    const otherTab = await page.context().newPage();
    await otherTab.goto(address);
    const stopMessages = await holdMessages(page.context());
    await ada.say("Written in vain?");
    await otherTab.getByRole("textbox", { name: /^Message / }).fill("And in another tab?");
    await otherTab.keyboard.press("Enter");
    await here(otherTab, "And in another tab?").waitFor();

    await garden.api.ada("accounts.logoutEverywhere");
    for (const tab of [page, otherTab]) {
      await tab.getByText("You have been signed out").waitFor({ timeout: 60_000 });
    }
    await expect.poll(() => page.evaluate(readDevice)).not.toContain("Nothing stays of this");
    await stopMessages();

    // Somebody else at the same browser.
    await logInHere(page, "bob");
    await here(page, "Nothing stays of this").waitFor();
    await ada.say("Bob was here");
    for (const text of ["Written in vain?", "And in another tab?"]) {
      expect(await here(page, text).count()).toBe(0);
    }
    await askToLogOut(page);
    await page.getByRole("heading", { name: "Welcome back" }).waitFor();

    await logInHere(page, "ada");
    await isIn(page);
    await page.goto(address);
    for (const text of ["Written in vain?", "And in another tab?"]) {
      await bob.message(text).waitFor();
      await here(page, text).waitFor();
      expect(await bob.message(text).count()).toBe(1);
      expect(await bob.message(text).getAttribute("data-own")).toBeNull();
    }
    expect(ada.problems).toEqual([]);
  });

  it("[CON-6] sends nothing in the name of somebody else who signed in by another tab meanwhile", async () => {
    const [ada, bobElsewhere] = [await garden.open("ada"), await garden.open("bob")];
    const context = ada.page.context();
    // A browser has one cookie for all its tabs: from now on it is Bob's.
    await context.clearCookies();
    await context.addCookies(await bobElsewhere.page.context().cookies());
    await bobElsewhere.close();
    await server.moveClock();
    await ada.composer.fill("Not in Bob's name");
    await ada.composer.press("Enter");
    await ada.page.getByText("You have been signed out").waitFor();
    expect(await garden.bob.message("Not in Bob's name").count()).toBe(0);
    await logInHere(ada.page, "ada");
    await garden.bob.message("Not in Bob's name").waitFor();
    expect(await garden.bob.message("Not in Bob's name").getAttribute("data-own")).toBeNull();
    await ada.close();
  });

  it("[CON-6] is asked before they log out by themselves, and then nothing of it stays", async () => {
    const ada = await garden.open("ada");
    const { page } = ada;
    const address = page.url();
    const stopMessages = await holdMessages(page.context());
    await ada.say("Better not");
    await askToLogOut(page);
    const question = page.getByRole("alertdialog", { name: "Log out and lose what is not sent?" });
    await question.getByText("has not been sent yet").waitFor();
    await question.getByRole("button", { name: "Cancel" }).click();
    await page.goto(address);
    await here(page, "Better not").waitFor();

    await askToLogOut(page);
    await question.getByRole("button", { name: "Log out and delete it" }).click();
    await page.getByRole("heading", { name: "Welcome back" }).waitFor();
    await expect.poll(() => page.evaluate(readDevice)).not.toContain("Better not");
    await stopMessages();
    await logInHere(page, "ada");
    await isIn(page);
    await page.goto(address);
    await ada.say("Something else");
    expect(await here(page, "Better not").count()).toBe(0);
    expect(await garden.bob.message("Better not").count()).toBe(0);
    await ada.close();
  });
});

const isIn = (page: Page) => page.getByRole("link", { name: /profile and settings/ }).waitFor();

/** Lets nothing that is written in a browser reach the server, until what it answers is called. */
async function holdMessages(context: BrowserContext): Promise<() => Promise<void>> {
  const messages = /\/v1\/channels\/[^/]+\/messages$/;
  await context.route(messages, (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  return () => context.unroute(messages);
}

/** Runs in the page: everything that the browser keeps of anybody. */
async function readDevice(): Promise<string> {
  const answerOf = <Answer>(request: IDBRequest<Answer>) =>
    new Promise<Answer>((resolve, reject) => {
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error ?? new Error("It failed.")));
    });
  const found: unknown[] = [];
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await answerOf(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      found.push(await answerOf(database.transaction(store).objectStore(store).getAll()));
    }
    database.close();
  }
  return JSON.stringify(found);
}
