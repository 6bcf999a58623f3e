import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { password, startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { openPerson, type Person } from "./support/person.ts";

describe.skipIf(chromiumPath === undefined)("by the keyboard alone", () => {
  let server: ChatServer;
  let browser: Browser;
  let ada: Person;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    ada = await openPerson(browser, server);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function focusName(): Promise<string> {
    return ada.page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    });
  }

  async function tabTo(name: RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    for (let presses = 0; presses < 40; presses += 1) {
      if (name.test(await focusName())) return;
      await ada.page.keyboard.press(key);
    }
    throw new Error(`${key} never reached ${name}; it ended on ${await focusName()}.`);
  }

  it("one can make an account", async () => {
    await ada.page.getByRole("heading", { name: "Welcome back" }).waitFor();
    await tabTo(/^Create an account$/);
    await ada.page.keyboard.press("Enter");
    await ada.page.getByRole("heading", { name: "Create your account" }).waitFor();
    const keyboard = ada.page.keyboard;
    await expect.poll(() => ada.page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
    await keyboard.type("ada");
    await keyboard.press("Tab");
    await keyboard.type(password);
    await keyboard.press("Enter");
    await ada.page.getByText("Hello, ada").waitFor();
  });

  it("one can create a space and lands in the composer of its channel", async () => {
    await tabTo(/^Create or join a space$/);
    await ada.page.keyboard.press("Enter");
    await tabTo(/^Create a space$/);
    await ada.page.keyboard.press("Enter");
    await ada.page.getByLabel("Name").waitFor();
    await ada.page.keyboard.type("Garden club");
    await ada.page.keyboard.press("Enter");
    await ada.composer.waitFor();
    await expect.poll(focusName).toMatch(/^Message #general/);
  });

  it("one can write, edit with the up arrow, and leave the edit with Escape", async () => {
    const { keyboard } = ada.page;
    await keyboard.type("First line");
    await keyboard.press("Shift+Enter");
    await keyboard.type("second line");
    await keyboard.press("Enter");
    await ada.message("second line").waitFor();
    await keyboard.type("Now a mistke");
    await keyboard.press("Enter");
    await expect.poll(() => ada.message("mistke").getAttribute("data-status")).toBe("sent");
    await keyboard.press("ArrowUp");
    await expect.poll(focusName).toBe("Edit message");
    await keyboard.press("Escape");
    await expect.poll(focusName).toMatch(/^Message #general/);
    await keyboard.press("ArrowUp");
    await keyboard.press("ControlOrMeta+a");
    await keyboard.type("Now without a mistake");
    await keyboard.press("Enter");
    await ada.message("Now without a mistake").getByText("edited").waitFor();
    expect(await ada.message("mistke").count()).toBe(0);
  });

  it("the list is one stop: arrows go from message to message and Escape back to the composer", async () => {
    const { keyboard } = ada.page;
    await tabTo(/^ada, /, "Shift+Tab");
    expect(await focusName()).toMatch(/Now without a mistake/);
    await keyboard.press("ArrowUp");
    await expect.poll(focusName).toMatch(/^ada, .*First line/);
    await keyboard.press("End");
    await expect.poll(focusName).toMatch(/^ada, .*Now without a mistake/);
    await keyboard.press("Enter");
    await expect.poll(focusName).toBe("edited");
    await keyboard.press("ArrowRight");
    await expect.poll(focusName).toMatch(/^React with/);
    await keyboard.press("Escape");
    await expect.poll(focusName).toMatch(/^ada, .*Now without a mistake/);
    await keyboard.press("Escape");
    await expect.poll(focusName).toMatch(/^Message #general/);
  });

  it("one can react, reply and delete from the focused message", async () => {
    const { keyboard } = ada.page;
    await tabTo(/^ada, /, "Shift+Tab");
    await keyboard.press("+");
    await expect.poll(focusName).toBe("Search emoji");
    await keyboard.type("rocket");
    await ada.page.getByRole("button", { name: "rocket", exact: true }).waitFor();
    await keyboard.press("Enter");
    await ada.message("Now without a mistake").getByRole("button", { name: "🚀, you" }).waitFor();
    await ada.message("Now without a mistake").focus();
    await keyboard.press("r");
    await keyboard.type("An answer to myself");
    await keyboard.press("Enter");
    await ada.message("An answer to myself").waitFor();
    await expect
      .poll(() => ada.message("An answer to myself").getAttribute("data-status"))
      .toBe("sent");
    await ada.message("An answer to myself").focus();
    await keyboard.press("Delete");
    await expect.poll(focusName).toBe("Cancel");
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await ada.message("This message was deleted").waitFor();
  });

  it("F6 goes round the parts of the page", async () => {
    const visited: string[] = [];
    for (let presses = 0; presses < 4; presses += 1) {
      await ada.page.keyboard.press("F6");
      visited.push(
        await ada.page.evaluate(
          () => document.activeElement?.closest("nav, main, aside")?.tagName ?? "",
        ),
      );
    }
    expect(new Set(visited)).toEqual(new Set(["NAV", "MAIN"]));
  });

  it("one can open the profile, change the name and get back to where one was", async () => {
    await tabTo(/profile and settings$/);
    await ada.page.keyboard.press("Enter");
    await ada.page.getByRole("heading", { name: "Profile" }).waitFor();
    await ada.page.getByLabel("Name", { exact: true }).focus();
    await ada.page.keyboard.press("ControlOrMeta+a");
    await ada.page.keyboard.type("Ada Lovelace");
    await ada.page.keyboard.press("Enter");
    await ada.page.getByRole("link", { name: /^Ada Lovelace: profile/ }).waitFor();
    await ada.page.goBack();
    await ada.composer.waitFor();
  });
});
