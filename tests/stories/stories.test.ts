import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchChromium } from "../browser/support/chromium.ts";
import { listStories, serveStorybook, type StoryServer } from "./support/story-book.ts";
import { openStoryPage, type StoryPage } from "./support/story-page.ts";

const stories = listStories();
/** Stories are opened side by side, in as many pages. */
const pageCount = 3;

it("the Storybook is built and has stories", () => {
  expect(stories.length).toBeGreaterThan(0);
});

describe.skipIf(chromiumPath === undefined)("every story renders, plays and is accessible", () => {
  let server: StoryServer;
  let browser: Browser;
  const free: StoryPage[] = [];
  const waiting: ((page: StoryPage) => void)[] = [];

  beforeAll(async () => {
    server = await serveStorybook();
    browser = await launchChromium();
    for (let count = 0; count < pageCount; count += 1) {
      free.push(await openStoryPage(browser, server.url));
    }
  });

  afterAll(async () => {
    await browser?.close();
    server?.stop();
  });

  it.concurrent.each(stories)("$title: $name", async ({ id }) => {
    const page = free.pop() ?? (await new Promise<StoryPage>((resolve) => waiting.push(resolve)));
    try {
      expect(await page.judge(id)).toEqual([]);
    } finally {
      const next = waiting.shift();
      if (next) next(page);
      else free.push(page);
    }
  });
});
