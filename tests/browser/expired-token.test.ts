import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { makeGarden, type Garden } from "./support/garden.ts";
import { logInHere } from "./support/person.ts";

describe.skipIf(chromiumPath === undefined)("a token that ran out", () => {
  let server: ChatServer;
  let browser: Browser;
  let garden: Garden;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url, { movableClock: true });
    browser = await launchChromium();
    garden = await makeGarden(browser, server);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("[CON-3] is renewed once, and what was asked with it is done; without a new one it says that one is signed out", async () => {
    const { ada, bob } = garden;
    const answers = hearAnswers(ada.page);

    await server.moveClock();
    await ada.say("Sent with a token that ran out");
    await bob.message("Sent with a token that ran out").waitFor();
    await expect
      .poll(() => ada.message("Sent with").getAttribute("data-status"))
      .toMatch(/^(sent|delivered|read)$/);
    await bob.say("I have read it");
    await ada.message("I have read it").waitFor();
    expect(answers.refused()).not.toEqual([]);
    expect(answers.ofRenewal()).toEqual([200]);
    expect(await bob.message("Sent with a token that ran out").count()).toBe(1);

    // The cookie by which a new token is to be had is gone, as after thirty days.
    await ada.page.context().clearCookies();
    const address = ada.page.url();
    answers.forget();
    await server.moveClock();
    await ada.composer.fill("Said to nobody");
    await ada.composer.press("Enter");
    await ada.page.getByRole("status").getByText("You have been signed out").waitFor();
    expect(await ada.composer.count()).toBe(0);
    await logInHere(ada.page, "ada");
    await ada.composer.waitFor();
    expect(ada.page.url()).toBe(address);
    await ada.say("Here again");
    await bob.message("Here again").waitFor();
    expect(answers.ofRenewal()).toEqual([401]);
    expect(ada.problems).toEqual([]);
  });
});

/** What the server answers to a page from now on: whether calls were refused for their token, and how asking for a new one went. */
function hearAnswers(page: Page) {
  const heard: { readonly status: number; readonly path: string }[] = [];
  page.on("response", (response) => {
    const { pathname: path } = new URL(response.url());
    if (path.startsWith("/v1/")) heard.push({ status: response.status(), path });
  });
  const isRenewal = ({ path }: { path: string }) => path === "/v1/accounts/refresh";
  return {
    refused: () => heard.filter((one) => one.status === 401 && !isRenewal(one)),
    ofRenewal: () => heard.filter(isRenewal).map(({ status }) => status),
    forget: () => void heard.splice(0),
  };
}
