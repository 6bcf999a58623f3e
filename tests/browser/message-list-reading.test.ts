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

describe.skipIf(chromiumPath === undefined)("what the message list knows of its reader", () => {
  let browser: Browser;
  let files: BuiltListPage;

  beforeAll(async () => {
    [files, browser] = await Promise.all([buildListPage(), launchChromium()]);
  });

  afterAll(async () => {
    await browser?.close();
  });

  async function open(
    options: ListPageOptions,
    context: Parameters<typeof openListPage>[3] = {},
  ): Promise<OpenListPage> {
    const list = await openListPage(browser, files, options, context);
    await list.viewport.waitFor();
    await list.settled();
    return list;
  }

  const focused = ({ page }: OpenListPage) =>
    page.evaluate(
      () => document.activeElement?.closest<HTMLElement>("[data-key]")?.dataset["key"] ?? null,
    );

  it("[JMP-1] shows the button a view above the end, and brings back to the end and the composer", async () => {
    const list = await open({ count: 200 });
    const button = list.page.locator('[data-natter="jump-to-latest"]');
    expect(await button.count()).toBe(0);
    await list.scrollBy(-300);
    expect(await button.count()).toBe(0);
    await list.scrollBy(-600);
    await button.waitFor();
    await list.natter((natter) => natter.say(Array.from({ length: 120 }, (_, at) => `New ${at}`)));
    await expect.poll(() => button.innerText()).toBe("99+");
    await button.click();
    await expect.poll(list.fromEnd).toBeLessThanOrEqual(1);
    expect(await list.page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    await list.close();
  });

  it("[JMP-2] opens at a message of long ago: in the middle, with the focus, lit up and said", async () => {
    const first = await open({ count: 300 });
    const messageId = await first.natter((natter) => natter.idOf(40));
    await first.close();
    const list = await open(
      { count: 300, messageId },
      {
        // The light goes out after two seconds, whether or not a test has looked by then.
        prepare: async (page) => {
          await page.addInitScript(() => {
            const lit: string[] = [];
            Object.assign(window, { lit });
            new MutationObserver(() => {
              const message = document.querySelector("[data-highlighted]");
              if (message) lit.push(/Line \d+/.exec(message.textContent ?? "")?.[0] ?? "");
            }).observe(document, { subtree: true, attributes: true, childList: true });
          });
        },
      },
    );
    await expect.poll(() => list.page.evaluate<string[]>("window.lit")).not.toHaveLength(0);
    expect(new Set(await list.page.evaluate<string[]>("window.lit"))).toEqual(new Set(["Line 40"]));
    await expect
      .poll(() => list.page.locator("[aria-live=polite]").first().innerText())
      .toContain("Jumped to a message from");
    await expect.poll(() => focused(list)).toBe(messageId);
    await list.settled();
    const middle = await list.line(40).evaluate((element) => {
      const box = element.getBoundingClientRect();
      const view = element.closest('[data-part="viewport"]')?.getBoundingClientRect();
      return view ? (box.top + box.height / 2 - view.top) / view.height : 0;
    });
    expect(middle).toBeGreaterThan(0.4);
    expect(middle).toBeLessThan(0.6);
    await list.close();
  });

  it("[JMP-3] a jump into the history marks nothing read and stays where it went", async () => {
    const first = await open({ count: 300 });
    const messageId = await first.natter((natter) => natter.idOf(100));
    await first.close();
    const list = await open({ count: 300, read: 50, messageId });
    await list.line(100).waitFor();
    await list.page.mouse.move(300, 200);
    const before = await list.firstInView();
    // Twice as long as it takes for a message in view to count as read.
    await list.page.evaluate(() => new Promise((done) => setTimeout(done, 1_200)));
    expect(await list.natter((natter) => natter.readSeq())).toBe(50);
    expect(await list.topOf(before.key)).toBe(before.top);
    await list.close();
  });

  it("[JMP-4] says that a message is not there, and shows the newest", async () => {
    const messageId = "00000000-0000-7000-8000-ffffffffffff";
    const list = await open({ count: 60, messageId });
    await list.page.locator('[data-natter="toast"]').filter({ hasText: "not available" }).waitFor();
    expect(await list.fromEnd()).toBeLessThanOrEqual(1);
    await list.close();
  });

  it("[JMP-5] counts what arrives while an old stretch is shown, and does not put it there", async () => {
    const first = await open({ count: 300 });
    const messageId = await first.natter((natter) => natter.idOf(40));
    await first.close();
    const list = await open({ count: 300, messageId });
    await list.line(40).waitFor();
    const before = await list.natter((natter) => natter.loaded());
    await list.natter((natter) => natter.say(["Live one", "Live two"]));
    const button = list.page.locator('[data-natter="jump-to-latest"]');
    await expect.poll(() => button.innerText()).toBe("2");
    expect(await list.natter((natter) => natter.loaded())).toEqual(before);
    await button.click();
    await list.page.locator('[data-natter="message"]').filter({ hasText: "Live two" }).waitFor();
    await list.close();
  });

  it("[JMP-6] goes back to where the reader was when the jump is taken back", async () => {
    const list = await open({ count: 300 });
    await list.scrollBy(-900);
    const before = await list.firstInView();
    await list.natter((natter) => natter.jump?.(natter.idOf(40)));
    await list.line(40).waitFor();
    await list.natter((natter) => natter.jump?.(undefined));
    await expect.poll(() => list.topOf(before.key)).not.toBeNull();
    await list.settled();
    expect(Math.abs(((await list.topOf(before.key)) ?? 1_000) - before.top)).toBeLessThanOrEqual(2);
    await list.close();
  });

  it("[JMP-7] opens the app's search by Ctrl+F, and leaves a second one to the browser", async () => {
    const list = await open({ count: 60 });
    await list.line(60).focus();
    await list.page.keyboard.press("Control+f");
    expect(await list.natter((natter) => natter.finds)).toBe(1);
    await list.page.keyboard.press("Control+f");
    expect(await list.natter((natter) => natter.finds)).toBe(1);
    await list.page.locator("#before").focus();
    await list.page.keyboard.press("Control+f");
    expect(await list.natter((natter) => natter.finds)).toBe(1);
    await list.close();
  });

  it("[UNR-1] the divider stays where it was placed while its messages are read", async () => {
    const list = await open({ count: 60, read: 57 });
    const after = () =>
      list.page.locator('[data-row="unread"]').evaluate((row) => {
        const next = document.querySelector(`[data-index="${Number(row.dataset["index"]) + 1}"]`);
        return next?.querySelector('[data-part="text"]')?.textContent?.split(" ")[1];
      });
    expect(await after()).toBe("58");
    await list.page.mouse.move(300, 200);
    await expect.poll(() => list.natter((natter) => natter.unread())).toBe(0);
    expect(await after()).toBe("58");
    await list.natter((natter) => natter.say(["Another"]));
    await list.settled();
    expect(await after()).toBe("58");
    await list.close();
  });

  it("[UNR-2] Escape in the list, and in an empty composer, marks everything read and goes to the end", async () => {
    for (const from of ["list", "composer"]) {
      const list = await open({ count: 200, read: 100, startAt: "unread" });
      if (from === "list") await list.line(101).focus();
      else await list.page.getByRole("textbox").focus();
      await list.page.keyboard.press("Escape");
      await expect.poll(() => list.natter((natter) => natter.unread())).toBe(0);
      await expect.poll(list.fromEnd).toBeLessThanOrEqual(1);
      expect(await list.page.locator('[data-natter="unread-divider"]').count()).toBe(0);
      await list.close();
    }
  });

  it("[UNR-3] tells above the view how much is new since when, goes there, and marks it read", async () => {
    const list = await open({ count: 120, read: 80 });
    const bar = list.page.locator('[data-natter="unread-bar"]');
    await bar.waitFor();
    expect(await bar.innerText()).toMatch(/\d+ new since .*Mark as read/s);
    await bar.getByRole("button", { name: /new since/ }).click();
    await list.line(81).waitFor();
    await expect.poll(() => bar.count()).toBe(0);
    await list.close();
    const other = await open({ count: 120, read: 80 });
    await other.page.getByRole("button", { name: "Mark as read" }).click();
    expect(await other.natter((natter) => natter.unread())).toBe(0);
    expect(await other.page.locator('[data-natter="unread-bar"]').count()).toBe(0);
    await other.close();
  });

  it("[READ-2] opening a channel marks nothing read that is not in view", async () => {
    const list = await open({ count: 200, read: 100, startAt: "unread" });
    await list.page.mouse.move(300, 200);
    await expect.poll(() => list.natter((natter) => natter.readSeq())).toBeGreaterThan(100);
    await list.page.evaluate(() => new Promise((done) => setTimeout(done, 1_200)));
    const read = await list.natter((natter) => natter.readSeq());
    const last = await list.viewport.evaluate((element) => {
      const bottom = element.getBoundingClientRect().bottom;
      const rows = [...element.querySelectorAll('[data-row="message"]')];
      const seen = rows.filter((row) => row.getBoundingClientRect().top < bottom);
      return Number(/Line (\d+)/.exec(seen.at(-1)?.textContent ?? "")?.[1]);
    });
    expect(read).toBeLessThanOrEqual(last);
    expect(await list.natter((natter) => natter.unread())).toBe(200 - read);
    await list.close();
  });

  it("[READ-1] reads what is in view when the channel opens, though nothing moves from then on", async () => {
    const list = await open({ count: 2 });
    await list.natter((natter) => natter.show?.(false));
    await list.natter((natter) => natter.say(["Said meanwhile"]));
    await list.natter((natter) => natter.hold("messages.list"));
    // Elsewhere in the app for longer than it takes to be taken for gone.
    await list.page.evaluate(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 180_000;
    });
    await list.natter((natter) => natter.show?.(true));
    await expect.poll(() => list.natter((natter) => natter.readSeq())).toBe(3);
    await list.close();
  });

  it("[READ-1] reads nothing in a page that is hidden, and what is in view once it is seen", async () => {
    const list = await open(
      { count: 60, read: 40 },
      {
        prepare: async (page) => {
          await page.addInitScript(() => {
            let state = "hidden";
            Object.defineProperty(document, "visibilityState", { get: () => state });
            Object.defineProperty(window, "seen", {
              value: () => {
                state = "visible";
                document.dispatchEvent(new Event("visibilitychange"));
              },
            });
          });
        },
      },
    );
    await list.page.mouse.move(300, 200);
    await list.page.evaluate(() => new Promise((done) => setTimeout(done, 1_200)));
    expect(await list.natter((natter) => natter.readSeq())).toBe(40);
    await list.page.evaluate("window.seen()");
    await expect.poll(() => list.natter((natter) => natter.readSeq())).toBe(60);
    await list.close();
  });

  it("[GRP-2] renders again only what stands beside a new, changed or deleted message", async () => {
    const list = await open({ count: 40, senders: ["bob", "cy"] });
    const renders = async (act: () => Promise<unknown>) => {
      const before = await list.natter((natter) => natter.avatars());
      await act();
      await list.settled();
      return (await list.natter((natter) => natter.avatars())) - before;
    };
    const shown = await list.page.locator('[data-row="message"]').count();
    expect(shown).toBeGreaterThan(8);
    expect(await renders(() => list.natter((natter) => natter.say(["New"], "cy")))).toBeLessThan(6);
    expect(await renders(() => list.natter((natter) => natter.edit(38, "Changed")))).toBeLessThan(
      4,
    );
    expect(await renders(() => list.natter((natter) => natter.remove(37)))).toBeLessThan(4);
    await list.close();
  });

  it("[GRP-3] renames the day at the reader's own midnight", async () => {
    const list = await open(
      { count: 3 },
      {
        prepare: async (page) => {
          await page.clock.install({ time: new Date(2026, 4, 20, 23, 59) });
        },
      },
    );
    const day = list.page.locator('[data-natter="date-separator"]').last();
    const before = await day.innerText();
    const made = await list.page.locator("time").first().getAttribute("datetime");
    await list.page.clock.setFixedTime(new Date(new Date(made ?? "").setHours(23, 59, 0, 0)));
    await list.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await expect.poll(() => day.innerText()).toBe("Today");
    await list.page.clock.setFixedTime(new Date(new Date(made ?? "").setHours(24, 1, 0, 0)));
    await list.page.clock.runFor(120_000);
    await expect.poll(() => day.innerText()).toBe("Yesterday");
    expect(before).not.toBe("Yesterday");
    await list.close();
  });

  it("[GRP-4] unfolds a run of system messages by key, and folds it again", async () => {
    const list = await open({ count: 12, system: [5, 6, 7, 8] });
    const summary = list.page.locator('[data-natter="system-summary"]');
    expect(await list.line(6).count()).toBe(0);
    await summary.focus();
    await list.page.keyboard.press("Enter");
    await list.line(6).waitFor();
    expect(await summary.getAttribute("aria-expanded")).toBe("true");
    await list.page.keyboard.press("Enter");
    await list.line(6).waitFor({ state: "detached" });
    await list.close();
  });

  it("[A11Y-3] is one stop for Tab: arrows, Home and End, Enter in, Escape out, and what is deleted passes the focus on", async () => {
    const list = await open({ count: 120 });
    const { keyboard } = list.page;
    await list.page.locator("#before").focus();
    await keyboard.press("Tab");
    const last = await focused(list);
    expect(last).not.toBeNull();
    await keyboard.press("ArrowUp");
    const above = await focused(list);
    expect(above).not.toBe(last);
    await keyboard.press("End");
    expect(await focused(list)).toBe(last);
    await keyboard.press("Enter");
    expect(await list.page.evaluate(() => document.activeElement?.tagName)).toBe("BUTTON");
    await keyboard.press("Escape");
    expect(await focused(list)).toBe(last);
    await keyboard.press("ArrowUp");
    await list.natter((natter) => natter.say(["At the end"]));
    await keyboard.press("Escape");
    expect(await list.page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    await list.page.locator("#before").focus();
    await keyboard.press("Tab");
    expect(await focused(list)).toBe(above);
    await list.scrollBy(-5_000);
    expect(await focused(list)).toBe(above);
    await keyboard.press("Home");
    await expect.poll(() => focused(list)).not.toBe(above);
    await keyboard.press("End");
    await keyboard.press("ArrowUp");
    await expect.poll(() => focused(list)).toBe(last);
    await list.natter((natter) => natter.vanish(120));
    await expect.poll(() => focused(list)).not.toBe(last);
    expect(await focused(list)).not.toBeNull();
    await list.close();
  });

  it("[A11Y-4] tells what others write, gathered, and neither one's own nor what is loaded", async () => {
    const list = await open({ count: 200 });
    await list.page.evaluate(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      const region = document.querySelector('[aria-live="polite"]');
      if (!region) throw new Error("There is no polite region.");
      new MutationObserver(() => told.push(region.textContent?.trim() ?? "")).observe(region, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    const told = () => list.page.evaluate<string[]>("window.told");
    await list.scrollBy(-100_000);
    await expect.poll(() => list.natter((natter) => natter.loaded().length)).toBeGreaterThan(50);
    await list.natter((natter) => natter.say(["Mine"], "ada"));
    await list.natter((natter) => natter.say(["Hello there"]));
    await expect.poll(told).toHaveLength(1);
    expect((await told())[0]).toContain("Hello there");
    await list.natter((natter) => natter.say(["one", "two", "three"]));
    await expect.poll(told).toHaveLength(2);
    expect((await told())[1]).toBe("3 new messages");
    await list.close();
  });

  it("[MOB-2] a long press opens a sheet with reactions first; a swipe far enough replies, a short one does not", async () => {
    const list = await open(
      { count: 20, width: 390 },
      { hasTouch: true, isMobile: true, viewport: { width: 390, height: 700 } },
    );
    const message = list.line(19).last();
    const touch = (type: string, x: number, y: number) =>
      message.dispatchEvent(type, { pointerType: "touch", clientX: x, clientY: y, bubbles: true });
    // A real finger: what the browser makes of lifting it belongs to the press.
    const finger = await list.page.context().newCDPSession(list.page);
    await list.page.evaluate(() => {
      const seen: string[] = Object.assign(window, { seen: [] }).seen;
      for (const type of ["touchend", "click"]) {
        document.addEventListener(type, () => seen.push(type), true);
      }
    });
    const box = await message.boundingBox();
    const touchPoints = [{ x: (box?.x ?? 0) + 100, y: (box?.y ?? 0) + 10 }];
    await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    await list.page.getByRole("menu").waitFor();
    await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    const seen = () => list.page.evaluate<string[]>("window.seen");
    await expect.poll(seen).toContain("touchend");
    await list.settled();
    expect(await seen()).toEqual(["touchend"]);
    await list.page.getByRole("menu").waitFor();
    const first = list.page.getByRole("menuitem").first();
    expect(await first.getAttribute("aria-label")).toContain("React with");
    const sheet = await list.page.locator('[data-natter="popover"]').boundingBox();
    expect(Math.round((sheet?.y ?? 0) + (sheet?.height ?? 0))).toBe(700);
    await list.page.keyboard.press("Escape");
    const context = list.page.locator('[data-natter="composer"] [data-part="context"]');
    for (const [way, replies] of [
      [40, 0],
      [70, 1],
    ] as const) {
      await touch("pointerdown", 100, 100);
      for (let x = 100; x <= 100 + way; x += 10) await touch("pointermove", x, 100);
      await touch("pointerup", 100 + way, 100);
      expect(await context.count()).toBe(replies);
    }
    await list.close();
  });

  it("[LOD-3] a load that is stuck for ten seconds becomes an error with a way to try again", async () => {
    const list = await openListPage(
      browser,
      files,
      { count: 20 },
      {
        prepare: async (page) => {
          await page.clock.install();
          await page.addInitScript('window.stuck = "messages.list"');
        },
      },
    );
    await list.page.clock.runFor(11_000);
    await list.page.getByRole("alert").getByRole("button", { name: "Try again" }).waitFor();
    await list.page.getByRole("button", { name: "Try again" }).click();
    await list.natter((natter) => natter.release());
    await list.page.clock.runFor(2_000);
    await list.line(20).waitFor();
    await list.close();
  });

  it("[EMP-1] an empty channel says so and offers to wave", async () => {
    const list = await open({ count: 0 });
    await list.page.getByRole("button", { name: /👋/ }).click();
    await list.page.locator('[data-natter="message"]').filter({ hasText: "👋" }).waitFor();
    expect(await list.page.locator('[data-part="empty"]').count()).toBe(0);
    await list.close();
  });
});
