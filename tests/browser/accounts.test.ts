import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { logInHere, openPerson, registerHere, type Person } from "./support/person.ts";

describe.skipIf(chromiumPath === undefined)("accounts in the browser", () => {
  let server: ChatServer;
  let browser: Browser;
  let ada: Person;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    ada = await openPerson(browser, server);
    await registerHere(ada.page, "ada", "Ada");
    await ada.page.getByText("Hello, Ada").waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function openProfile(person: Person): Promise<void> {
    await person.page.getByRole("link", { name: /profile and settings/ }).click();
    await person.page.getByRole("heading", { name: "Profile" }).waitFor();
  }

  it("stay signed in over a reload, with nothing that a script could steal", async () => {
    await ada.page.reload();
    await ada.page.getByText("Hello, Ada").waitFor();
    const cookies = await ada.page.context().cookies();
    expect(cookies.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([
      { httpOnly: true, sameSite: "Strict" },
    ]);
    const stored = await ada.page.evaluate(
      () => JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie,
    );
    expect(stored).not.toMatch(/eyJ/);
  });

  it("say what is wrong with a log-in, and lead on to where one wanted to go", async () => {
    const other = await openPerson(browser, server, "/dm");
    await other.page.getByLabel("User name").fill("ada");
    await other.page.getByLabel("Password").fill("not the password");
    await other.page.getByRole("button", { name: "Log in", exact: true }).click();
    await other.page.getByRole("alert").getByText("User name or password is wrong.").waitFor();
    await logInHere(other.page, "ada");
    await other.page.getByRole("heading", { name: "Direct messages" }).waitFor();
    expect(new URL(other.page.url()).pathname).toBe("/dm");
    await other.close();
  });

  it("log out here and stay logged out", async () => {
    await openProfile(ada);
    await ada.page.getByRole("button", { name: "Log out", exact: true }).click();
    await ada.page.getByRole("heading", { name: "Welcome back" }).waitFor();
    await ada.page.reload();
    await ada.page.getByRole("heading", { name: "Welcome back" }).waitFor();
    await logInHere(ada.page, "ada");
    await ada.page.getByText("Hello, Ada").waitFor();
  });

  it("log out on all devices at once", async () => {
    const phone = await openPerson(browser, server);
    await logInHere(phone.page, "ada");
    await phone.page.getByText("Hello, Ada").waitFor();
    await openProfile(ada);
    await ada.page.getByRole("button", { name: "Log out on all devices" }).click();
    await ada.page.getByRole("heading", { name: "Welcome back" }).waitFor();
    await phone.page.getByText("You have been signed out").waitFor({ timeout: 40_000 });
    await phone.close();
  });
});
