import { startFaultProxy, type FaultProxy } from "@natter/testing/fault-proxy";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { openPerson, registerHere, type Person } from "./support/person.ts";

describe.skipIf(chromiumPath === undefined)("a browser without a network", () => {
  let server: ChatServer;
  let browser: Browser;
  let proxy: FaultProxy;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    proxy = await startFaultProxy(Number(new URL(server.url).port));
    browser = await launchChromium();
    ada = await openPerson(browser, { ...server, url: proxy.url });
    await registerHere(ada.page, "ada", "Ada");
    await ada.page.getByRole("button", { name: "Create or join a space" }).click();
    await ada.page.getByRole("button", { name: "Create a space" }).click();
    await ada.page.getByLabel("Name").fill("Allotments");
    await ada.page.getByRole("button", { name: "Create space" }).click();
    await ada.page.getByRole("heading", { name: "general" }).first().waitFor();
    await ada.page.getByRole("button", { name: "Invite people" }).click();
    const link = ada.page.getByLabel("Invite link");
    await vi.waitUntil(async () => (await link.inputValue()).includes("/invite/"));
    const invite = await link.inputValue();
    await ada.page.keyboard.press("Escape");
    bob = await openPerson(browser, server, new URL(invite).pathname);
    await registerHere(bob.page, "bob", "Bob");
    await bob.page.getByRole("button", { name: "Join Allotments" }).click();
    await bob.page.getByRole("heading", { name: "general" }).first().waitFor();
    const join = bob.page.getByRole("button", { name: "Join channel" });
    await bob.composer.or(join).first().waitFor();
    if (await join.isVisible()) await join.click();
    await bob.composer.waitFor();
    await bob.say("The gate is open");
    await ada.message("The gate is open").waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await proxy?.stop();
    await server?.stop();
  });

  /** Waits until the page can be opened without a network, and shows a text then. */
  async function untilKept(page: Page, text: string): Promise<void> {
    await vi.waitUntil(() => page.evaluate(isStored, text), { timeout: 20_000, interval: 100 });
    await vi.waitUntil(
      () =>
        page.evaluate(async () => {
          const cache = await caches.open("natter-shell-1");
          const keys = await cache.keys();
          return keys.some(({ url }) => url.includes("/assets/") && url.endsWith(".js"));
        }),
      { timeout: 20_000, interval: 200 },
    );
  }

  async function texts(person: Person): Promise<string[]> {
    const rows = await person.page.locator('[data-natter="message"]').allInnerTexts();
    return rows.flatMap((row) => /offline \d|from the second tab/.exec(row)?.[0] ?? []);
  }

  it("writes, reloads, and finds everything again; with the network back it arrives once and in order [F1]", async () => {
    await untilKept(ada.page, "The gate is open");
    proxy.offline = true;
    for (const text of ["offline 1", "offline 2"]) await ada.say(text);
    await ada.page.reload();
    await ada.message("The gate is open").waitFor({ timeout: 20_000 });
    await ada.message("offline 2").waitFor();
    expect(await texts(ada)).toEqual(["offline 1", "offline 2"]);
    await ada.say("offline 3");
    proxy.offline = false;
    await bob.message("offline 3").waitFor({ timeout: 40_000 });
    expect(await texts(bob)).toEqual(["offline 1", "offline 2", "offline 3"]);
    await vi.waitUntil(async () => (await texts(ada)).length === 3);
    expect(await texts(ada)).toEqual(["offline 1", "offline 2", "offline 3"]);
    expect(ada.problems).toEqual([]);
  });

  it("[CON-4] has one connection for two tabs, and another tab takes over when the one that has it closes [F3]", async () => {
    const context = ada.page.context();
    const sockets: string[] = [];
    const second = await context.newPage();
    second.on("websocket", (socket) => void sockets.push(socket.url()));
    await second.goto(ada.page.url());
    const seen = second.locator('[data-natter="message"]').filter({ hasText: "offline 3" });
    await seen.waitFor();
    await bob.say("Heard in both");
    await second.locator('[data-natter="message"]').filter({ hasText: "Heard in both" }).waitFor();
    expect(sockets).toEqual([]);
    await ada.page.close();
    await vi.waitUntil(() => sockets.length === 1, { timeout: 20_000 });
    await bob.say("Heard in the one that is left");
    await second
      .locator('[data-natter="message"]')
      .filter({ hasText: "Heard in the one that is left" })
      .waitFor();
    expect(await seen.count()).toBe(1);
    await second.close();
  });

  it("works from memory, and says so, where the browser keeps nothing", async () => {
    const context = await browser.newContext({ baseURL: server.url });
    await context.addInitScript(() => {
      Object.defineProperty(globalThis, "indexedDB", {
        value: {
          open: () => {
            throw new DOMException("Denied", "SecurityError");
          },
        }, // as private windows of some browsers do
      });
    });
    const page = await context.newPage();
    await page.goto("/");
    await registerHere(page, "cem", "Cem");
    await page.getByText("This browser keeps nothing here").waitFor();
    await page.getByRole("button", { name: "Create or join a space" }).first().waitFor();
    await context.close();
  });

  it("keeps what is not sent where the browser has no room for more", async () => {
    const context = await browser.newContext({ baseURL: server.url });
    await context.addInitScript(() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (
        this: IDBObjectStore,
        value: unknown,
        key?: IDBValidKey,
      ) {
        if (this.name !== "operations") throw new DOMException("Full", "QuotaExceededError");
        return put.call(this, value, key);
      };
    });
    const page = await context.newPage();
    await page.goto("/");
    await registerHere(page, "dia", "Dia");
    await page.getByText("This browser is out of space").waitFor();
    await context.close();
  });
});

/** Runs in the page: whether a text is in what the browser keeps of channels. */
async function isStored(text: string): Promise<boolean> {
  const answerOf = <Answer>(request: IDBRequest<Answer>) =>
    new Promise<Answer>((resolve, reject) => {
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error ?? new Error("It failed.")));
    });
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await answerOf(indexedDB.open(name));
    const stored = database.objectStoreNames.contains("channels")
      ? await answerOf(database.transaction("channels").objectStore("channels").getAll())
      : [];
    database.close();
    if (JSON.stringify(stored).includes(text)) return true;
  }
  return false;
}
