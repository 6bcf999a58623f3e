import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import {
  buildListPage,
  openListPage,
  type BuiltListPage,
} from "./support/list-page/open-list-page.ts";

// A kit that says it works with two versions of React is used with both, as in development: there strict mode mounts
// everything twice, and React says in the console what it dislikes.
describe.skipIf(chromiumPath === undefined).each([
  ["18", true],
  ["19", false],
])("the kit with React %s, in strict mode", (version, react18) => {
  let browser: Browser;
  let files: BuiltListPage;

  beforeAll(async () => {
    [files, browser] = await Promise.all([
      buildListPage({ react18, development: true }),
      launchChromium(),
    ]);
  });

  afterAll(async () => {
    await browser?.close();
  });

  it("opens at the end, sends, loads what is older, reacts and opens a menu", async () => {
    const { page, ...list } = await openListPage(browser, files, { count: 200, strict: true });
    await list.viewport.locator('[data-row="message"]').first().waitFor();
    await list.settled();
    expect((await list.natter((natter) => natter.reactVersion)).split(".")[0]).toBe(version);
    expect(await list.fromEnd()).toBeLessThanOrEqual(1);

    const composer = page.getByRole("textbox").first();
    await composer.fill("Sent with this React");
    await composer.press("Enter");
    await list.viewport.getByText("Sent with this React").waitFor();
    // Mounted twice, and still sent once.
    expect(await list.natter((natter) => natter.asked("messages.send"))).toBe(1);

    const before = (await list.natter((natter) => natter.loaded())).length;
    await list.viewport.evaluate((view) => view.scrollTo({ top: 0 }));
    await expect
      .poll(async () => (await list.natter((natter) => natter.loaded())).length)
      .toBeGreaterThan(before);
    await list.settled();

    await list.viewport.evaluate((view) => view.scrollTo({ top: view.scrollHeight }));
    const message = list.viewport.locator('[data-row="message"]', { hasText: "Line 200 " });
    await message.hover();
    await message.getByRole("button", { name: "React with" }).first().click();
    await message.locator('[data-natter="reactions"]').getByRole("button").first().waitFor();

    // Where a menu stands comes through a ref to the button that opened it.
    await message.hover();
    const more = message.getByRole("button", { name: "More actions" });
    await more.click();
    const menu = page.getByRole("menu");
    await menu.waitFor();
    const [at, opener] = await Promise.all([menu.boundingBox(), more.boundingBox()]);
    expect(Math.abs((at?.x ?? Infinity) - (opener?.x ?? 0))).toBeLessThan(at?.width ?? 0);
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "detached" });

    expect(list.problems).toEqual([]);
    await list.close();
  });
});
