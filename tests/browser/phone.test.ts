import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { makeGarden, type Garden } from "./support/garden.ts";

const phone = {
  ...{ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  // Sizes are those at rest: what comes in grows for a moment.
  reducedMotion: "reduce" as const,
};

describe.skipIf(chromiumPath === undefined)("on a phone", () => {
  let server: ChatServer;
  let browser: Browser;
  let garden: Garden;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    garden = await makeGarden(browser, server);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("[MOB-3] what is tapped is 44 px large and needs no hover", async () => {
    const { cid, spaceId, api } = garden;
    const send = (text: string, threadId?: string) =>
      api.bob("messages.send", {
        params: { cid },
        body: { clientId: crypto.randomUUID(), text, ...(threadId && { threadId }) },
      });
    await send("A line before");
    const { message } = await send("What do we plant?");
    await send("Beans.", message.id);
    await api.bob("reactions.add", { params: { messageId: message.id, type: "👍" } });
    const me = await api.ada("me.get");
    const { channel } = await api.bob("channels.direct", { body: { userId: me.user.id } });
    await api.bob("messages.send", {
      params: { cid: channel.cid },
      body: { clientId: crypto.randomUUID(), text: "Only for you" },
    });
    const person = await garden.open("ada", phone);
    const { page } = person;
    const tap = (name: RegExp | string) => page.getByRole("button", { name }).first().tap();
    const place = `/s/${spaceId}/c/${cid}`;
    const screens: readonly (readonly [string, string, () => Locator, (() => Promise<void>)?])[] = [
      ["the channels", `/s/${spaceId}`, () => page.getByRole("navigation", { name: "Channels" })],
      ["the direct messages", "/dm", () => page.getByRole("link", { name: /^bob/ })],
      ["the inbox", "/inbox", () => page.getByText("Only for you")],
      ["a channel", place, () => person.message("What do we plant?")],
      [
        "the actions of a message",
        place,
        () => page.getByRole("menu"),
        async () => hold(page, person.message("What do we plant?")),
      ],
      ["the emoji", place, () => page.getByLabel("Search emoji"), () => tap("Add an emoji")],
      ["a thread", `${place}?thread=${message.id}`, () => page.getByText("Beans.").last()],
      [
        "the members",
        place,
        () => page.getByRole("complementary", { name: "Members" }),
        () => tap("Members"),
      ],
      [
        "the search",
        place,
        () => page.locator('[data-natter="search-field"]'),
        () => tap("Search"),
      ],
      ["the settings", "/settings/profile", () => page.getByRole("heading", { level: 1 })],
      ["the appearance", "/settings/appearance", () => page.getByRole("heading", { level: 1 })],
      ["the privacy", "/settings/privacy", () => page.getByRole("heading", { level: 1 })],
    ];
    const wrong: string[] = [];
    for (const [name, path, there, open] of screens) {
      await page.goto(path);
      if (open) await person.message("What do we plant?").waitFor();
      await open?.();
      await there().first().waitFor();
      const small = await page.evaluate(findSmall);
      for (const one of small) wrong.push(`${name}: ${one}`);
    }
    expect(wrong).toEqual([]);
    await person.close();
  });
});

/** Presses long, as a finger does. */
async function hold(page: Page, on: Locator): Promise<void> {
  const finger = { pointerType: "touch", clientX: 100, clientY: 100, bubbles: true };
  await on.dispatchEvent("pointerdown", finger);
  await page.getByRole("menu").waitFor();
  await on.dispatchEvent("pointerup", finger);
}

/**
 * What can be tapped and is smaller than 44 px, by where taps arrive: a label, or a part that reaches beyond the box, counts. Links in
 * running text are as high as their line (WCAG 2.5.8). Runs in the page.
 */
function findSmall(): string[] {
  const found: string[] = [];
  const seen = new Set<Element>();
  const things =
    "button, a[href], input, select, textarea, [role=button], [role^=menuitem], [role=switch], summary";
  for (const element of document.querySelectorAll<HTMLElement>(things)) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (element.matches("[type=file], [data-part=text] a, p a")) continue;
    let box = element.getBoundingClientRect();
    if (
      box.width <= 1 ||
      box.bottom <= 0 ||
      box.top >= innerHeight ||
      box.right <= 0 ||
      box.left >= innerWidth
    )
      continue;
    // What a list or a strip shows half of is pushed in first.
    element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    box = element.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const targets = [element, ...((element as HTMLInputElement).labels ?? [])];
    const hits = (atX: number, atY: number) => {
      const hit = document.elementFromPoint(atX, atY);
      return (
        hit !== null &&
        targets.some(
          (target) => target.contains(hit) || (hit.contains(target) && hit.matches("label")),
        )
      );
    };
    // What lies under something else is not there to be tapped.
    if (!hits(x, y) || seen.has(element)) continue;
    seen.add(element);
    const reach = (stepX: number, stepY: number) => {
      let far = 0;
      while (far < 44 && hits(x + stepX * (far + 1), y + stepY * (far + 1))) far += 1;
      return far;
    };
    const width = reach(-1, 0) + reach(1, 0) + 1;
    const height = reach(0, -1) + reach(0, 1) + 1;
    if (width >= 43.5 && height >= 43.5) continue;
    const name =
      element.getAttribute("aria-label") ?? (element.textContent?.trim() || element.tagName);
    found.push(
      `${name.slice(0, 40)} (${element.dataset["natter"] ?? element.className}) is ${width} × ${height}`,
    );
  }
  return found;
}
