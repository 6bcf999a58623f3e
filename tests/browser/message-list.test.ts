import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import type { ListPageOptions } from "./support/list-page/list-page-api.ts";
import {
  buildListPage,
  openListPage,
  type BuiltListPage,
  type OpenListPage,
} from "./support/list-page/open-list-page.ts";

describe.skipIf(chromiumPath === undefined)("the message list keeps the reader's place", () => {
  let browser: Browser;
  let files: BuiltListPage;

  beforeAll(async () => {
    [files, browser] = await Promise.all([buildListPage(), launchChromium()]);
  });

  afterAll(async () => {
    await browser?.close();
  });

  async function open(options: ListPageOptions): Promise<OpenListPage> {
    const list = await openListPage(browser, files, options);
    await list.viewport.locator('[data-row="message"]').first().waitFor();
    await list.settled();
    return list;
  }

  it("[SCR-1] opens at the newest message, without having been anywhere else", async () => {
    const list = await open({ count: 120 });
    expect(await list.fromEnd()).toBeLessThanOrEqual(1);
    await list.close();
  });

  it("[SCR-2] opens at the first unread message, a quarter down the view", async () => {
    const list = await open({ count: 120, read: 60, startAt: "unread" });
    const divider = list.page.locator('[data-natter="unread-divider"]');
    const part = await divider.evaluate((element) => {
      const view = element.closest('[data-part="viewport"]')?.getBoundingClientRect();
      return view ? (element.getBoundingClientRect().top - view.top) / view.height : -1;
    });
    expect(part).toBeGreaterThanOrEqual(0.15);
    expect(part).toBeLessThanOrEqual(0.35);
    expect(await list.line(61).count()).toBe(1);
    await list.close();
  });

  it("[SCR-3] stays at the end when messages arrive there, also from 79 pixels above it", async () => {
    const list = await open({ count: 120 });
    await list.natter((natter) => natter.say(["One more", "and another ".repeat(60)]));
    await list.settled();
    expect(await list.fromEnd()).toBeLessThanOrEqual(1);
    await list.scrollBy(-79);
    await list.natter((natter) => natter.say(["And one"]));
    await list.settled();
    expect(await list.fromEnd()).toBeLessThanOrEqual(1);
    await list.scrollBy(-120);
    const before = await list.firstInView();
    await list.natter((natter) => natter.say(["Too far away"]));
    await list.settled();
    expect(await list.topOf(before.key)).toBe(before.top);
    await list.close();
  });

  it("[SCR-4] does not move a reader by what arrives below, and counts it on the button", async () => {
    const list = await open({ count: 120 });
    await list.scrollBy(-1_500);
    const before = await list.firstInView();
    await list.natter((natter) => natter.say(["One", "Two", "Three"]));
    const button = list.page.locator('[data-natter="jump-to-latest"]');
    await expect.poll(() => button.innerText()).toBe("3");
    await list.settled();
    expect(await list.topOf(before.key)).toBe(before.top);
    await list.close();
  });

  it("[SCR-6] holds the place in every frame while fifty older messages come in above", async () => {
    const list = await open({ count: 200 });
    await list.natter((natter) => natter.hold("messages.list"));
    await list.scrollBy(-100_000);
    const before = await list.firstInView();
    const drift = list.viewport.evaluate((element, key) => {
      const at = () => {
        const row = element.querySelector(`[data-key="${key}"]`);
        return row ? row.getBoundingClientRect().top - element.getBoundingClientRect().top : null;
      };
      const first = at() ?? 0;
      return new Promise<number>((resolve) => {
        let worst = 0;
        let frames = 60;
        const look = () => {
          const now = at();
          worst = Math.max(worst, now === null ? Number.POSITIVE_INFINITY : Math.abs(now - first));
          frames -= 1;
          if (frames === 0) resolve(worst);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
    }, before.key);
    await list.natter((natter) => natter.release());
    expect(await drift).toBeLessThanOrEqual(1);
    await expect.poll(() => list.natter((natter) => natter.loaded().length)).toBeGreaterThan(50);
    await list.close();
  });

  it("[SCR-7] does not move by what grows above the view, and stays at the end when the last message grows", async () => {
    const list = await open({ count: 120 });
    await list.natter((natter) => natter.edit(120, "It grew ".repeat(120)));
    await list.settled();
    expect(await list.fromEnd()).toBeLessThanOrEqual(1);
    await list.scrollBy(-900);
    const before = await list.firstInView();
    await list.viewport.evaluate((element, key) => {
      const rows = [...element.querySelectorAll<HTMLElement>('[data-row="message"]')];
      const first = rows.findIndex((row) => row.dataset["key"] === key);
      const above = rows[first - 2];
      const box = document.createElement("div");
      box.style.blockSize = "180px";
      above?.querySelector('[data-part="content"]')?.append(box);
    }, before.key);
    await list.settled();
    expect(Math.abs(((await list.topOf(before.key)) ?? 1_000) - before.top)).toBeLessThanOrEqual(1);
    await list.close();
  });

  it("[SCR-8] stays at the end when the composer grows to six lines", async () => {
    const list = await open({ count: 120 });
    const height = () => list.viewport.evaluate((element) => element.clientHeight);
    const before = await height();
    await list.page.getByRole("textbox").fill("one\ntwo\nthree\nfour\nfive\nsix");
    await expect.poll(height).toBeLessThan(before - 50);
    await list.settled();
    expect(await list.fromEnd()).toBeLessThanOrEqual(1);
    await list.close();
  });

  it("[SCR-9] holds the place when the pane becomes narrower and wider", async () => {
    const list = await open({ count: 120 });
    await list.scrollBy(-1_500);
    const before = await list.firstInView();
    await list.natter((natter) => natter.width(420));
    await list.settled();
    expect(Math.abs(((await list.topOf(before.key)) ?? 1_000) - before.top)).toBeLessThanOrEqual(2);
    await list.natter((natter) => natter.width(800));
    await list.settled();
    expect(Math.abs(((await list.topOf(before.key)) ?? 1_000) - before.top)).toBeLessThanOrEqual(2);
    await list.close();
  });

  it("[SCR-10] comes back to the place where a channel was left, or to the end", async () => {
    const list = await open({ count: 120 });
    await list.scrollBy(-900);
    const before = await list.firstInView();
    const reopen = async () => {
      await list.natter((natter) => natter.show?.(false));
      await list.viewport.waitFor({ state: "detached" });
      await list.natter((natter) => natter.show?.(true));
      await list.viewport.locator('[data-row="message"]').first().waitFor();
      await list.settled();
    };
    await reopen();
    expect(Math.abs(((await list.topOf(before.key)) ?? 1_000) - before.top)).toBeLessThanOrEqual(2);
    await list.scrollBy(100_000);
    await reopen();
    expect(await list.fromEnd()).toBeLessThanOrEqual(1);
    await list.close();
  });

  it("[SCR-11] asks for one older page at a time, and after a failure only when told to", async () => {
    const list = await open({ count: 300 });
    await list.natter((natter) => natter.hold("messages.list"));
    const before = await list.natter((natter) => natter.asked("messages.list"));
    await list.scrollBy(-100_000);
    for (const by of [60, -60, 60, -60]) await list.scrollBy(by);
    expect(await list.natter((natter) => natter.asked("messages.list"))).toBe(before + 1);
    await list.natter((natter) => natter.release());
    await expect.poll(() => list.natter((natter) => natter.loaded().length)).toBe(100);
    await list.settled();
    await list.natter((natter) => natter.fail("messages.list"));
    await list.scrollBy(-100_000);
    const alert = list.page.getByRole("alert").filter({ hasText: "could not be loaded" });
    await alert.waitFor({ timeout: 60_000 });
    const after = await list.natter((natter) => natter.asked("messages.list"));
    for (const by of [60, -60, 60, -60]) await list.scrollBy(by);
    expect(await list.natter((natter) => natter.asked("messages.list"))).toBe(after);
    await list.natter((natter) => natter.fail(null));
    await alert.getByRole("button").click();
    await expect.poll(() => list.natter((natter) => natter.loaded().length)).toBe(150);
    await alert.waitFor({ state: "detached" });
    await list.close();
  });

  it("[SCR-12] has at most sixty rows in the page with ten thousand messages loaded", async () => {
    const list = await open({ count: 60 });
    await list.natter((natter) => natter.loadAll(10_000));
    await list.settled();
    expect(await list.natter((natter) => natter.loaded().length)).toBe(10_000);
    expect(await list.page.locator("[data-key]").count()).toBeLessThanOrEqual(60);
    expect(await list.fromEnd()).toBeLessThanOrEqual(1);
    await list.close();
  });

  it("[SCR-13] is at the end in the next frame after the button, however far it was", async () => {
    const list = await open({ count: 400 });
    for (let page = 0; page < 4; page += 1) await list.scrollBy(-100_000);
    const button = list.page.locator('[data-natter="jump-to-latest"]');
    await button.waitFor();
    const places = await button.evaluate(async (element) => {
      const view = element.parentElement?.querySelector('[data-part="viewport"]');
      if (!(element instanceof HTMLElement) || !view) return [];
      const seen: number[] = [];
      element.click();
      for (let frame = 0; frame < 10; frame += 1) {
        await new Promise(requestAnimationFrame);
        seen.push(Math.round(view.scrollHeight - view.clientHeight - view.scrollTop));
      }
      return seen;
    });
    // The rows there are measured meanwhile; what never is seen is a place on the way.
    expect(Math.max(...places.slice(1))).toBeLessThan(500);
    expect(places.at(-1)).toBeLessThanOrEqual(1);
    await list.close();
  });

  it("[SCR-14] lets go of what is far below above four hundred loaded messages, without moving", async () => {
    const list = await open({ count: 800 });
    const loaded = () => list.natter((natter) => natter.loaded());
    while ((await loaded()).length < 400) {
      const { length } = await loaded();
      await list.scrollBy(-100_000);
      await expect.poll(async () => (await loaded()).length).toBeGreaterThan(length);
      await list.settled();
    }
    expect((await loaded()).at(-1)).toBe(800);
    await list.natter((natter) => natter.hold("messages.list"));
    await list.scrollBy(-100_000);
    const before = await list.firstInView();
    await list.natter((natter) => natter.release());
    await expect.poll(async () => (await loaded()).at(-1)).toBeLessThan(800);
    await list.settled();
    expect(await loaded()).toHaveLength(400);
    expect(Math.abs(((await list.topOf(before.key)) ?? 1_000) - before.top)).toBeLessThanOrEqual(1);
    expect(await list.page.locator("[data-key]").count()).toBeLessThanOrEqual(60);
    // All the way down again everything is there.
    await list.page.locator('[data-natter="jump-to-latest"]').click();
    await list.line(800).waitFor();
    await expect.poll(list.fromEnd).toBeLessThanOrEqual(1);
    await list.close();
  });

  it.each(["recovered", "lost"] as const)(
    "[CON-2] takes in what was missed while offline, in order and without moving a reader: %s",
    async (continuity) => {
      const list = await open({ count: 120 });
      await list.scrollBy(-900);
      const before = await list.firstInView();
      await list.natter((natter) => natter.goOffline());
      await list.natter((natter) =>
        natter.say(Array.from({ length: 40 }, (_, at) => `Missed ${at + 1}`)),
      );
      expect(await list.natter((natter) => natter.loaded().at(-1))).toBe(120);
      if (continuity === "lost") await list.natter((natter) => natter.goOnline("lost"));
      else await list.natter((natter) => natter.goOnline("recovered"));
      await expect.poll(() => list.natter((natter) => natter.loaded().at(-1))).toBe(160);
      await list.settled();
      expect(await list.topOf(before.key)).toBe(before.top);
      const loaded = await list.natter((natter) => natter.loaded());
      expect(loaded).toEqual(loaded.toSorted((one, other) => (one ?? 0) - (other ?? 0)));
      expect(new Set(loaded).size).toBe(loaded.length);
      await list.close();
    },
  );
});
