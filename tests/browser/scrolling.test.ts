import type { Api } from "@natter/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { logInHere, openPerson, type Person } from "./support/person.ts";

const total = 230;

describe.skipIf(chromiumPath === undefined)("scrolling in a long channel", () => {
  let server: ChatServer;
  let browser: Browser;
  let ada: Api;
  let bob: Person;
  let cid: string;
  let spaceId: string;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    ada = await server.register("ada");
    const { space } = await ada("spaces.create", { body: { name: "Garden club" } });
    spaceId = space.id;
    cid = space.defaultCid ?? "";
    for (let number = 1; number <= total; number += 1) await send(lineOf(number));
    const { invite } = await ada("spaces.createInvite", { params: { spaceId }, body: {} });
    const api = await server.register("bob");
    await api("invites.accept", { params: { code: invite.code } });
    await api("channels.join", { params: { cid } });
    bob = await openPerson(browser, server, `/s/${spaceId}/${cid}`);
    await logInHere(bob.page, "bob");
    await bob.message(lineOf(total)).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function send(text: string): Promise<void> {
    await ada("messages.send", { params: { cid }, body: { clientId: crypto.randomUUID(), text } });
  }

  function lineOf(number: number): string {
    return `Line ${String(number).padStart(3, "0")} ${"and so it goes on ".repeat(number % 9)}`.trim();
  }

  const viewport = () => bob.page.locator('[data-part="viewport"]');

  function fromEnd(): Promise<number> {
    return viewport().evaluate((element) =>
      Math.round(element.scrollHeight - element.clientHeight - element.scrollTop),
    );
  }

  /** The first message that is wholly in view, and how far it is from the top of the list. */
  function firstInView(): Promise<{ text: string; top: number }> {
    return viewport().evaluate((element) => {
      const top = element.getBoundingClientRect().top;
      for (const row of element.querySelectorAll('[data-natter="message"]')) {
        const offset = row.getBoundingClientRect().top - top;
        if (offset >= 0) {
          const text = row.querySelector('[data-part="body"]')?.textContent ?? "";
          return { text, top: Math.round(offset) };
        }
      }
      return { text: "", top: -1 };
    });
  }

  function topOf(text: string): Promise<number> {
    return viewport().evaluate((element, wanted) => {
      const row = [...element.querySelectorAll('[data-natter="message"]')].find(
        (one) => one.querySelector('[data-part="body"]')?.textContent === wanted,
      );
      if (!row) return -1;
      return Math.round(row.getBoundingClientRect().top - element.getBoundingClientRect().top);
    }, text);
  }

  async function scrollUp(pixels: number): Promise<void> {
    await viewport().evaluate((element, by) => element.scrollBy(0, -by), pixels);
    await settled();
  }

  /** Waits until nothing has moved for five frames. */
  async function settled(): Promise<void> {
    await viewport().evaluate(
      (element) =>
        new Promise<void>((resolve) => {
          let still = 0;
          let last = -1;
          const look = () => {
            const now = element.scrollTop + element.scrollHeight * 10_000;
            still = now === last ? still + 1 : 0;
            last = now;
            if (still >= 5) resolve();
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
  }

  it("[SCR-1] opens at the newest message", async () => {
    await settled();
    expect(await fromEnd()).toBeLessThanOrEqual(1);
  });

  it("[SCR-3] stays at the end when messages arrive there", async () => {
    for (const text of ["One more", "and another ".repeat(40)]) {
      await send(text);
      await bob.message(text.trim()).first().waitFor();
      await settled();
      expect(await fromEnd()).toBeLessThanOrEqual(1);
    }
  });

  it("[SCR-8] stays at the end when the window grows and shrinks", async () => {
    for (const height of [480, 800, 620]) {
      await bob.page.setViewportSize({ width: 1280, height });
      await expect.poll(fromEnd).toBeLessThanOrEqual(1);
    }
    await bob.page.setViewportSize({ width: 1280, height: 800 });
    await settled();
    expect(await fromEnd()).toBeLessThanOrEqual(1);
  });

  it("[SCR-4] keeps a reader's place when a message arrives below, and counts it on the button", async () => {
    await scrollUp(1_500);
    const before = await firstInView();
    await send("Arrived while reading");
    const button = bob.page.getByRole("button", { name: /new messages?\. Jump/ });
    await button.waitFor();
    await settled();
    expect(await topOf(before.text)).toBe(before.top);
    await button.click();
    await bob.message("Arrived while reading").waitFor();
    await expect.poll(fromEnd).toBeLessThanOrEqual(1);
  });

  it("[SCR-9] keeps a reader's place when the window becomes narrower", async () => {
    await scrollUp(1_500);
    const before = await firstInView();
    await bob.page.setViewportSize({ width: 900, height: 800 });
    await settled();
    expect(Math.abs((await topOf(before.text)) - before.top)).toBeLessThanOrEqual(2);
    await bob.page.setViewportSize({ width: 1280, height: 800 });
    await settled();
    expect(Math.abs((await topOf(before.text)) - before.top)).toBeLessThanOrEqual(2);
  });

  it("[SCR-6] keeps a reader's place to the pixel when older messages come in above it", async () => {
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    await bob.page.route(/\/messages\?.*before=/, async (route) => {
      await held;
      await route.continue();
    });
    const height = () => viewport().evaluate((element) => element.scrollHeight);
    await scrollUp(100_000);
    const before = await firstInView();
    const heightBefore = await height();
    letThrough();
    await expect.poll(height).toBeGreaterThan(heightBefore + 500);
    await settled();
    expect(Math.abs((await topOf(before.text)) - before.top)).toBeLessThanOrEqual(1);
    await bob.page.unroute(/\/messages\?.*before=/);
  });

  it("[SCR-6] loads the history on the way up to the very first message, without a gap", async () => {
    await viewport().evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await settled();
    const seen = new Set<number>();
    // So many steps are enough for twice the history; how long each takes is the machine's.
    for (let step = 0; step < 120 && !seen.has(1); step += 1) {
      await scrollUp(700);
      const numbers = await viewport().evaluate((element) =>
        [...element.querySelectorAll('[data-part="body"]')].map(
          (body) => /^Line (\d+)/.exec(body.textContent ?? "")?.[1] ?? "0",
        ),
      );
      for (const number of numbers) seen.add(Number(number));
      // At the top of what is loaded it is the next page that is waited for, not the next step.
      await expect
        .poll(() =>
          viewport().evaluate(
            (element) =>
              element.scrollTop > 0 || element.querySelector('[data-row="start"]') !== null,
          ),
        )
        .toBe(true);
    }
    expect(seen).toContain(1);
    seen.delete(0);
    const missing = Array.from({ length: total }, (_, index) => index + 1).filter(
      (number) => !seen.has(number) && number < total - 20,
    );
    expect(missing).toEqual([]);
    await expect
      .poll(async () => {
        await scrollUp(10_000);
        return bob.page.getByText("This is where the channel begins").isVisible();
      })
      .toBe(true);
    expect(await viewport().locator("[data-key]").count()).toBeLessThan(60);
  });

  it("[A11Y-3] keeps the focus on a message however far one scrolls away from it", async () => {
    const row = viewport().locator('[data-natter="message"]').first();
    await row.focus();
    const focused = () =>
      bob.page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);
    const name = await focused();
    expect(name).toMatch(/Line \d+/);
    for (let step = 0; step < 8; step += 1) await scrollUp(-2_000);
    expect(await focused()).toBe(name);
    expect(await fromEnd()).toBeLessThanOrEqual(80);
  });

  it("[SCR-5] brings the writer back to the end with their own message", async () => {
    await bob.say("Back at the end");
    await expect.poll(fromEnd).toBeLessThanOrEqual(1);
  });

  it("[JMP-2] opens a link to an old message at that message, lit up and with the focus", async () => {
    const { items } = await ada("messages.list", { params: { cid }, query: { limit: 100 } });
    const { items: older } = await ada("messages.list", {
      params: { cid },
      query: { limit: 100, before: items[0]?.id ?? "" },
    });
    const target = older[10];
    await bob.page.goto(`/s/${spaceId}/${cid}?m=${target?.id}`);
    // It is lit up for two seconds: both are asked at once.
    const lit = bob.page.locator('[data-natter="message"][data-highlighted]');
    await lit.filter({ hasText: target?.text ?? "" }).waitFor();
    await expect
      .poll(() => bob.page.evaluate(() => document.activeElement?.getAttribute("data-natter")))
      .toBe("message");
    await bob.page.getByRole("button", { name: /newest message/ }).click();
    await bob.message("Back at the end").waitFor();
    await expect.poll(fromEnd).toBeLessThanOrEqual(1);
  });
});
