import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { makeGarden, type Garden } from "./support/garden.ts";

type Screen = {
  readonly name: string;
  readonly path: string;
  readonly there: (page: Page) => Locator;
};

describe.skipIf(chromiumPath === undefined)("on a screen of any kind", () => {
  let server: ChatServer;
  let browser: Browser;
  let garden: Garden;
  let screens: readonly Screen[];

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    garden = await makeGarden(browser, server);
    const { cid, spaceId, api } = garden;
    const send = (text: string, threadId?: string) =>
      api.bob("messages.send", {
        params: { cid },
        body: { clientId: crypto.randomUUID(), text, ...(threadId && { threadId }) },
      });
    for (let number = 1; number <= 30; number += 1) await send(`Line ${number} of what was said.`);
    const { message } = await send(
      `A word of ${"very ".repeat(40)}many, and https://example.com/${"long".repeat(40)}`,
    );
    for (let number = 1; number <= 20; number += 1) await send(`Reply ${number}.`, message.id);
    await api.bob("reactions.add", { params: { messageId: message.id, type: "👍" } });
    await send("The last word.");
    const composer = (page: Page) => page.getByRole("textbox", { name: /^Message / });
    screens = [
      {
        name: "the list of channels",
        path: `/s/${spaceId}`,
        there: (page) => page.getByRole("navigation", { name: "Channels" }),
      },
      { name: "a channel", path: `/s/${spaceId}/c/${cid}`, there: composer },
      {
        name: "a thread",
        path: `/s/${spaceId}/c/${cid}?thread=${message.id}`,
        there: (page) => page.getByRole("complementary", { name: "Thread" }).getByRole("textbox"),
      },
      {
        name: "the settings",
        path: "/settings/profile",
        there: (page) => page.getByRole("heading", { name: "Profile", level: 1 }),
      },
    ];
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Shows each screen to Ada at a browser with its own ways, and answers what is wrong, with the screen's name. */
  async function look(
    options: BrowserContextOptions,
    find: (page: Page, screen: Screen) => Promise<readonly string[]>,
  ): Promise<readonly string[]> {
    const person = await garden.open("ada", options);
    const wrong: string[] = [];
    for (const screen of screens) {
      await person.page.goto(screen.path);
      await screen.there(person.page).first().waitFor();
      if (screen.path.includes("/c/")) await person.message(lastOf(screen)).last().waitFor();
      for (const one of await find(person.page, screen)) wrong.push(`${screen.name}: ${one}`);
    }
    await person.close();
    return wrong;
  }

  it.each([
    ["320 px wide", { viewport: { width: 320, height: 640 } }],
    ["at twice the size", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ])("[A11Y-7] nothing is cut off %s", async (_, options) => {
    const wrong = await look(options, async (page, screen) => {
      const sideways = await page.evaluate(findOverflow);
      if (!screen.path.includes("/c/")) return sideways;
      const { width, height } = options.viewport;
      const composer = await screen.there(page).first().boundingBox();
      const last = await page
        .locator('[data-natter="message"]')
        .filter({ hasText: lastOf(screen) })
        .last()
        .boundingBox();
      const isIn = (box: typeof last) =>
        box !== null &&
        box.x >= 0 &&
        box.y >= 0 &&
        box.x + box.width <= width + 1 &&
        box.y + box.height <= height + 1;
      return [
        ...sideways,
        ...(isIn(composer) ? [] : [`the composer is at ${JSON.stringify(composer)}`]),
        ...(isIn(last) ? [] : [`the last message is at ${JSON.stringify(last)}`]),
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("[A11Y-7] in forced colours, what has the focus has a ring, and what is pressed or filled in has an edge", async () => {
    const wrong = await look({ forcedColors: "active" }, async (page) => {
      const found: string[] = [...(await page.evaluate(findWithoutEdge))];
      for (let presses = 0; presses < 25; presses += 1) {
        await page.keyboard.press("Tab");
        found.push(...(await page.evaluate(findWithoutRing)));
      }
      return [...new Set(found)];
    });
    expect(wrong).toEqual([]);
  });

  it("[A11Y-7] with reduced motion, nothing moves by itself", async () => {
    const wrong = await look({ reducedMotion: "reduce" }, (page) => page.evaluate(findMotion));
    expect(wrong).toEqual([]);
  });
});

function lastOf({ path }: Screen): string {
  return path.includes("?thread=") ? "Reply 20." : "The last word.";
}

// What follows runs in the page.

function findOverflow(): string[] {
  const page = document.documentElement;
  const found: string[] = [];
  if (page.scrollWidth > innerWidth) found.push(`it is ${page.scrollWidth} px wide`);
  for (const element of document.querySelectorAll(
    "button, a[href], input, textarea, [role=textbox]",
  )) {
    const box = element.getBoundingClientRect();
    if (
      !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
      box.width === 0
    )
      continue;
    if (box.left < -1 || box.right > innerWidth + 1)
      found.push(
        `${element.getAttribute("aria-label") ?? element.textContent} reaches from ${box.left} to ${box.right}`,
      );
  }
  return found;
}

function findWithoutRing(): string[] {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return [];
  // A field may leave its ring to the box around it.
  for (
    let element: Element | null = focused, up = 0;
    element && up < 4;
    element = element.parentElement, up += 1
  ) {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    if (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) return [];
  }
  return [
    `no ring around ${focused.tagName} ${focused.getAttribute("aria-label") ?? focused.textContent}`,
  ];
}

function findWithoutEdge(): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>(
    '[data-natter="button"][data-variant="primary"], input:not([type=file], [type=checkbox], [type=radio]), textarea, select, [data-natter="message-input"]',
  )) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const edged = [element, element.parentElement, element.parentElement?.parentElement].some(
      (one) => {
        if (!one) return false;
        const { borderBlockStartStyle, borderBlockStartWidth } = getComputedStyle(one);
        return borderBlockStartStyle !== "none" && parseFloat(borderBlockStartWidth) >= 1;
      },
    );
    if (!edged)
      found.push(
        `no edge around ${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent}`,
      );
  }
  return found;
}

function findMotion(): string[] {
  const longest = (list: string) =>
    Math.max(
      ...list.split(",").map((one) => parseFloat(one) * (one.trim().endsWith("ms") ? 1 : 1_000)),
    );
  const found = new Set<string>();
  for (const element of document.querySelectorAll("body *")) {
    for (const part of [null, "::before", "::after"]) {
      const { animationName, animationDuration, transitionDuration, scrollBehavior } =
        getComputedStyle(element, part);
      const isAnimated = animationName !== "none" && longest(animationDuration) > 1;
      if (!isAnimated && longest(transitionDuration) <= 1 && scrollBehavior !== "smooth") continue;
      const name =
        element.getAttribute("data-natter") ?? element.getAttribute("class") ?? element.tagName;
      found.add(
        `${name}${part ?? ""}: ${animationName} ${animationDuration}, ${transitionDuration}, ${scrollBehavior}`,
      );
    }
  }
  for (const running of document.getAnimations())
    if (running.playState === "running") found.add(`running: ${running.id}`);
  return [...found];
}
