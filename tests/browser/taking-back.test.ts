import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { makeGarden, type Garden } from "./support/garden.ts";
import type { Person } from "./support/person.ts";

describe.skipIf(chromiumPath === undefined)("what can be taken back", () => {
  let server: ChatServer;
  let browser: Browser;
  let garden: Garden;
  let ada: Person;
  let bob: Person;
  let channels = 0;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    garden = await makeGarden(browser, server);
    ({ ada, bob } = garden);
  });

  beforeEach(async () => {
    channels += 1;
    await garden.goToNewChannel(`row-${channels}`);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const written = () => ada.composer.inputValue();

  it("[SND-8] deleting asks first, but not with Shift, and can be undone", async () => {
    await ada.say("Said too soon");
    await bob.message("Said too soon").waitFor();
    await ada.message("Said too soon").focus();
    await ada.page.keyboard.press("Delete");
    const question = ada.page.getByRole("alertdialog");
    await question.getByRole("button", { name: "Cancel" }).click();
    await question.waitFor({ state: "detached" });
    expect(await bob.message("Said too soon").count()).toBe(1);
    await ada.message("Said too soon").focus();
    await ada.page.keyboard.press("Shift+Delete");
    await bob.message("This message was deleted").waitFor();
    expect(await question.count()).toBe(0);
    await ada.page.getByRole("button", { name: "Undo" }).click();
    await bob.message("Said too soon").waitFor();
    await ada.message("Said too soon").waitFor();
  });

  it("[MEN-7] two letters behind a colon suggest emoji, and one undo takes out what was put in", async () => {
    await ada.composer.pressSequentially("Ready :s");
    expect(await ada.page.getByRole("option").count()).toBe(0);
    await ada.composer.pressSequentially("m");
    await ada.page.getByRole("option").first().waitFor();
    await ada.page.keyboard.press("Enter");
    await expect.poll(written).toMatch(/^Ready \p{Extended_Pictographic}/u);
    await ada.page.keyboard.press("ControlOrMeta+z");
    await expect.poll(written).toBe("Ready :sm");
    await ada.composer.fill("");
    await ada.composer.pressSequentially("Good :) ");
    await expect.poll(written).toBe("Good 🙂 ");
    await ada.page.keyboard.press("ControlOrMeta+z");
    await expect.poll(written).toBe("Good :) ");
  });
});
