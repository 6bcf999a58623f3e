import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { password, type ChatServer } from "./chat-server.ts";

/** Somebody at a browser of their own, with what they see and do in a channel. */
export type Person = {
  readonly page: Page;
  /** What went wrong in the page's own code, and what its security policy refused. */
  readonly problems: readonly string[];
  readonly composer: Locator;
  /** The rows of messages in view that hold a text. */
  readonly message: (text: string) => Locator;
  readonly say: (text: string) => Promise<void>;
  /** Brings the buttons of a message up and answers them. */
  readonly toolbar: (text: string) => Promise<Locator>;
  readonly close: () => Promise<void>;
};

/** Opens a browser window of its own at an address of the server. */
export async function openPerson(
  browser: Browser,
  server: ChatServer,
  path = "/",
  options: BrowserContextOptions = {},
): Promise<Person> {
  const context = await browser.newContext({ baseURL: server.url, ...options });
  // As long as something may take where other tests run beside it.
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|React|key/.test(message.text())) problems.push(message.text());
  });
  await page.goto(path);
  const named = { name: /^Message / };
  // While suggestions are shown it is a combobox.
  const composer = page.getByRole("textbox", named).or(page.getByRole("combobox", named));
  const message = (text: string) =>
    page.locator('[data-natter="message"]').filter({ hasText: text });
  return {
    page,
    problems,
    composer,
    message,
    say: async (text) => {
      await composer.fill(text);
      await composer.press("Enter");
      await message(text).waitFor();
    },
    toolbar: async (text) => {
      await message(text).hover();
      return message(text).getByRole("toolbar");
    },
    close: () => context.close(),
  };
}

/** Makes an account through the form on the page, and waits until the person is in. */
export async function registerHere(page: Page, username: string, name: string): Promise<void> {
  await page.getByRole("button", { name: "Create an account" }).click();
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
}

/** Logs in through the form on the page. */
export async function logInHere(page: Page, username: string): Promise<void> {
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
}
