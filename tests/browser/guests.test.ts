import type { Api } from "@natter/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { openPerson, type Person } from "./support/person.ts";

const cid = "livestream:match";

describe.skipIf(chromiumPath === undefined)("somebody without an account", () => {
  let server: ChatServer;
  let browser: Browser;
  let app: Api;
  let ada: Api;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    app = await server.asServer();
    ada = await server.register("ada");
    await app("channelTypes.update", {
      params: { type: "livestream" },
      body: { grants: { public: { guest: ["read", "see-history", "join"] } } },
    });
    const body = { type: "livestream", id: "match", name: "The match", members: ["ada"] };
    await app("channels.create", { body });
    await say(ada, "Kick-off");
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const letIn = (guests: boolean) =>
    app("app.update", { body: { guests: { guests, anonymous: false } } });
  const say = (api: Api, text: string) =>
    api("messages.send", { params: { cid }, body: { clientId: crypto.randomUUID(), text } });
  const entrance = ({ page }: Person) =>
    page.getByRole("button", { name: "Look around as a guest" });
  const heading = ({ page }: Person) => page.getByRole("heading", { name: "Welcome back" });

  it("is offered no way in where the app lets no guests in, and is refused with a code", async () => {
    const person = await openPerson(browser, server, `/dm/c/${cid}`);
    await heading(person).waitFor();
    expect(await entrance(person).count()).toBe(0);
    const refusal = await person.page.evaluate(async () => {
      const config = await fetch("/config.json");
      const { appKey, guests } = (await config.json()) as { appKey: string; guests: boolean };
      const headers = { "content-type": "application/json", "x-natter-key": appKey };
      const answer = await fetch("/v1/guests", { method: "POST", headers, body: "{}" });
      const body = (await answer.json()) as { error: { code: string } };
      return { guests, status: answer.status, code: body.error.code };
    });
    expect(refusal).toEqual({ guests: false, status: 403, code: "guest.not_allowed" });
    await person.close();
  });

  it("comes in as a guest where the app lets them in, reads, joins and writes, and is out with the tab", async () => {
    await letIn(true);
    const person = await openPerson(browser, server, `/dm/c/${cid}`);
    const { page } = person;
    await entrance(person).click();
    await person.message("Kick-off").waitFor();
    await page.getByRole("button", { name: "Join channel" }).click();
    await person.composer.waitFor();
    await person.say("Here to watch");
    await expect
      .poll(() => person.message("Here to watch").getAttribute("data-status"))
      .toMatch(/^(sent|delivered|read)$/);
    await say(ada, "One to nil");
    await person.message("One to nil").waitFor();
    const { items } = await ada("messages.list", { params: { cid }, query: {} });
    const sender = items.find(({ text }) => text === "Here to watch")?.sender;
    expect(sender).toMatchObject({ name: "Guest", id: expect.stringMatching(/^guest-/) });
    expect(person.problems).toEqual([]);

    // The same tab is the same guest; another one is nobody yet.
    await page.reload();
    await person.message("One to nil").waitFor();
    const tab = await page.context().newPage();
    await tab.goto("/");
    await tab.getByRole("heading", { name: "Welcome back" }).waitFor();
    await person.close();
  });

  it("is told when the app has stopped letting guests in since the page was opened", async () => {
    await letIn(true);
    const person = await openPerson(browser, server);
    await entrance(person).waitFor();
    await letIn(false);
    await entrance(person).click();
    await person.page.getByRole("alert").getByText("This server lets no guests in.").waitFor();
    await person.close();
  });
});
