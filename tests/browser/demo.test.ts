import type { Browser, FrameLocator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { openPerson, type Person } from "./support/person.ts";

describe.skipIf(chromiumPath === undefined)("the demo page", () => {
  let server: ChatServer;
  let browser: Browser;
  let visitor: Person;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url, { demo: true });
    browser = await launchChromium();
    visitor = await openPerson(browser, server);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  function seat(name: string): FrameLocator {
    return visitor.page.frameLocator(`iframe[title="${name}'s screen"]`);
  }

  function messageIn(frame: FrameLocator, text: string) {
    return frame.locator('[data-natter="message"]').filter({ hasText: text });
  }

  it("is one press away from the page for logging in", async () => {
    await visitor.page.getByRole("link", { name: /live demo/ }).click();
    await visitor.page.getByRole("heading", { level: 1 }).waitFor();
    expect(new URL(visitor.page.url()).pathname).toBe("/demo");
  });

  it("[EMP-2] has two people who chat live, signed in only in the memory of their frames", async () => {
    const ada = seat("Ada");
    const bob = seat("Bob");
    const compose = ada.getByRole("textbox", { name: /^Message / });
    await compose.waitFor();
    await bob.getByRole("textbox", { name: /^Message / }).waitFor();
    await compose.pressSequentially("Hello from the left");
    await bob.getByText("Ada is typing").waitFor();
    await compose.press("Enter");
    await messageIn(bob, "Hello from the left").waitFor();
    await bob.getByRole("textbox", { name: /^Message / }).fill("Hello from the right");
    await bob.getByRole("textbox", { name: /^Message / }).press("Enter");
    await messageIn(ada, "Hello from the right").waitFor();
    expect(await visitor.page.context().cookies()).toEqual([]);
    const stored = await visitor.page.evaluate(() => JSON.stringify(localStorage));
    expect(stored).not.toMatch(/eyJ|token/);
  });

  it("shows one person at a time on a phone, and keeps both running", async () => {
    await visitor.page.setViewportSize({ width: 390, height: 844 });
    await visitor.page.getByRole("button", { name: "Bob" }).click();
    await messageIn(seat("Bob"), "Hello from the left").waitFor();
    await visitor.page.getByRole("button", { name: "Ada" }).click();
    await messageIn(seat("Ada"), "Hello from the right").waitFor();
    await visitor.page.setViewportSize({ width: 1280, height: 800 });
  });

  it("seats nobody but its two people", async () => {
    const other = await openPerson(browser, server, "/demo/as/mallory");
    await other.page.getByText("This demo seat is not available").waitFor();
    await other.close();
  });
});
