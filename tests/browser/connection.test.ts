import { startFaultProxy, type FaultProxy } from "@natter/testing/fault-proxy";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { makeGarden, type Garden } from "./support/garden.ts";
import { logInHere, openPerson, type Person } from "./support/person.ts";

describe.skipIf(chromiumPath === undefined)("a connection that comes and goes", () => {
  let server: ChatServer;
  let browser: Browser;
  let proxy: FaultProxy;
  let garden: Garden;
  /** Ada, at a browser whose way to the server can be cut. */
  let ada: Person;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    garden = await makeGarden(browser, server);
    proxy = await startFaultProxy(Number(new URL(server.url).port));
    const path = `/s/${garden.spaceId}/${garden.cid}`;
    ada = await openPerson(browser, { ...server, url: proxy.url }, path);
    await logInHere(ada.page, "ada");
    await ada.composer.waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await proxy?.stop();
    await server?.stop();
  });

  const banner = () => ada.page.locator('[data-natter="connection-banner"]').first();

  function texts(person: Person, of: RegExp): Promise<string[]> {
    return person.page
      .locator('[data-natter="message"] [data-part="body"]')
      .allInnerTexts()
      .then((all) => all.filter((text) => of.test(text)));
  }

  it("[CON-1] says that it is lost after a moment, and is tried again at once when the network is back", async () => {
    await garden.bob.say("Before the storm");
    await ada.message("Before the storm").waitFor();
    // A connection that is lost for less than the moment is not spoken of.
    const spoken = await ada.page.evaluateHandle(() => {
      const heard: string[] = [];
      new MutationObserver(() => {
        const shown = document.querySelector('[data-natter="connection-banner"]');
        if (shown) heard.push(shown.textContent ?? "");
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
      return heard;
    });
    expect(await spoken.jsonValue()).toEqual([]);
    const sockets: string[] = [];
    ada.page.on("websocket", (socket) => void sockets.push(socket.url()));
    proxy.offline = true;
    await banner().waitFor();
    // It has tried in vain, more and more seldom.
    await vi.waitUntil(() => sockets.length >= 3, { timeout: 60_000 });
    proxy.offline = false;
    const before = sockets.length;
    await ada.page.evaluate(() => globalThis.dispatchEvent(new Event("online")));
    await vi.waitUntil(() => sockets.length > before, { timeout: 20_000 });
    await ada.page.getByText("Back online").first().waitFor();
    await banner().waitFor({ state: "detached" });
  });

  it("[CON-2] what was missed is there in its order, once, and nothing is asked for by a reload", async () => {
    proxy.offline = true;
    await banner().waitFor();
    for (let number = 1; number <= 5; number += 1) await garden.bob.say(`missed ${number}`);
    expect(await texts(ada, /^missed/)).toEqual([]);
    proxy.offline = false;
    await ada.message("missed 5").waitFor({ timeout: 40_000 });
    const all = Array.from({ length: 5 }, (_, at) => `missed ${at + 1}`);
    expect(await texts(ada, /^missed/)).toEqual(all);
  });

  it("[GRP-5] a message on its way keeps its place, moves once behind what came first, and stays the same element", async () => {
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    await ada.page.route(/\/messages$/, async (route) => {
      if (route.request().method() === "POST") await held;
      await route.continue();
    });
    await ada.composer.fill("order: mine");
    await ada.composer.press("Enter");
    const mine = ada.message("order: mine");
    await mine.waitFor();
    await mine.evaluate((element) => element.setAttribute("data-marked", "yes"));
    await garden.bob.say("order: his");
    await ada.message("order: his").waitFor();
    expect(await texts(ada, /^order/)).toEqual(["order: his", "order: mine"]);
    letThrough();
    await garden.bob.message("order: mine").waitFor();
    await vi.waitUntil(
      async () => !/sending|queued/.test((await mine.getAttribute("data-status")) ?? ""),
    );
    expect(await texts(ada, /^order/)).toEqual(["order: his", "order: mine"]);
    expect(await mine.getAttribute("data-marked")).toBe("yes");
    await ada.page.unroute(/\/messages$/);
  });

  it("[CON-5] a clock that is a day ahead, or a day behind, puts nothing out of order", async () => {
    const day = 86_400_000;
    const ahead = await garden.open("ada");
    await ahead.page.clock.setSystemTime(Date.now() + day);
    const behind = await garden.open("bob");
    await behind.page.clock.setSystemTime(Date.now() - day);
    const wanted: string[] = [];
    for (const [person, text] of [
      [ahead, "clock 1"],
      [behind, "clock 2"],
      [ahead, "clock 3"],
      [garden.bob, "clock 4"],
    ] as const) {
      await person.say(text);
      for (const other of [ahead, behind, garden.bob]) await other.message(text).waitFor();
      wanted.push(text);
    }
    for (const person of [ahead, behind, garden.bob]) {
      expect(await texts(person, /^clock/)).toEqual(wanted);
    }
    await ahead.close();
    await behind.close();
  });

  it("[LOD-1] what is kept shows without an answer, and no skeleton stands in its place", async () => {
    await garden.bob.say("Kept on the device");
    const person = await garden.open("ada");
    await person.message("Kept on the device").waitFor();
    await person.page.waitForFunction(async () => {
      const answer = <Value>(request: IDBRequest<Value>) =>
        new Promise<Value>((resolve) =>
          request.addEventListener("success", () => resolve(request.result)),
        );
      for (const { name = "" } of await indexedDB.databases()) {
        const database = await answer(indexedDB.open(name));
        const stored = database.objectStoreNames.contains("channels")
          ? await answer(database.transaction("channels").objectStore("channels").getAll())
          : [];
        database.close();
        if (JSON.stringify(stored).includes("Kept on the device")) return true;
      }
      return false;
    });
    // Nothing that is asked for from here on is answered.
    await person.page.route(/\/v1\/(?!accounts)/, () => {});
    await person.page.addInitScript(() => {
      new MutationObserver(() => {
        if (document.querySelector('[data-natter="message-list"] [data-natter="skeleton"]')) {
          document.documentElement.dataset["skeleton"] = "seen";
        }
      }).observe(document, { childList: true, subtree: true });
    });
    await person.page.reload();
    await person.message("Kept on the device").waitFor();
    expect(await person.page.evaluate(() => document.documentElement.dataset["skeleton"])).toBe(
      undefined,
    );
    await person.close();
  });
});
