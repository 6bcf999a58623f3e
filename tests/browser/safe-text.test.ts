import type { Api } from "@natter/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { inEveryPlace, payloads } from "./support/payloads.ts";
import { logInHere, openPerson, type Person } from "./support/person.ts";

/** Elements that no text, name or option of a message may ever become. */
const foreign =
  "script, iframe, object, embed, base, meta, link, style, form:not([data-part]), video, audio, math, marquee, template, img:not([data-natter] *)";

describe.skipIf(chromiumPath === undefined)("what people write, in every field", () => {
  let server: ChatServer;
  let browser: Browser;
  let ada: Api;
  let bob: Person;
  let cid: string;
  const dialogs: string[] = [];

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    ada = await server.register("ada");
    const { space } = await ada("spaces.create", { body: { name: "Garden club" } });
    cid = space.defaultCid ?? "";
    const { invite } = await ada("spaces.createInvite", {
      params: { spaceId: space.id },
      body: {},
    });
    const api = await server.register("bob");
    await api("invites.accept", { params: { code: invite.code } });
    await api("channels.join", { params: { cid } });
    // The page's security policy would hide what the page itself let through.
    bob = await openPerson(browser, server, `/s/${space.id}/${cid}`, { bypassCSP: true });
    bob.page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await logInHere(bob.page, "bob");
    await bob.composer.waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function send(text: string, more: object = {}): Promise<string> {
    const body = { clientId: crypto.randomUUID(), text, ...more };
    const { message } = await ada("messages.send", { params: { cid }, body });
    return message.id;
  }

  /** What of the page is not as it should be: code that ran, elements that text made, addresses that lead elsewhere. */
  function harm(): Promise<readonly string[]> {
    return bob.page.evaluate((selector) => {
      const found: string[] = [];
      if ("pwned" in window) found.push("code ran");
      for (const list of document.querySelectorAll('[data-part="rows"], [data-natter="quote"]')) {
        for (const element of list.querySelectorAll(selector)) {
          found.push(element.outerHTML.slice(0, 120));
        }
        for (const element of list.querySelectorAll("*")) {
          for (const { name, value } of element.attributes) {
            if (name.startsWith("on")) found.push(`${name}=${value}`);
            const isAddress = /^(?:href|src|action|formaction|xlink:href|data)$/.test(name);
            if (isAddress && !/^(?:https?:|mailto:|\/)/.test(value)) found.push(`${name}=${value}`);
          }
        }
      }
      return found;
    }, foreign);
  }

  it(`has at least sixty ways to try it`, () => {
    expect(new Set(payloads).size).toBeGreaterThanOrEqual(60);
  });

  it("stays text in a message, whatever its place there", async () => {
    let last = "";
    for (const [index, payload] of payloads.entries()) {
      const quoteId = last === "" ? {} : { quoteId: last };
      last = await send(`${inEveryPlace(payload)}\nNumber ${index}.`, quoteId);
      // A row is rendered only while it is in view, so each is looked at when it comes.
      await bob.message(`Number ${index}.`).last().waitFor();
      const row = bob.message(`Number ${index}.`).last();
      for (const spoiler of await row.getByRole("button", { name: /^Spoiler/ }).all()) {
        await spoiler.evaluate((button: HTMLElement) => button.click());
      }
      expect(await harm(), payload).toEqual([]);
    }
  });

  it("stays text in a poll's question and options", async () => {
    const parts = payloads.map((payload) => payload.replaceAll(/\p{Cc}/gu, " ").trim());
    for (let at = 0; at < parts.length; at += 9) {
      const [question = "", ...options] = parts.slice(at, at + 10);
      const marked = options.map((option, index) => `${index}${option}`.slice(0, 100));
      const poll = { question: `${at} ${question}`.slice(0, 300), options: marked };
      if (marked.length < 2) continue;
      await send(poll.question, { kind: "poll", poll });
      await bob.page
        .getByRole("heading", { name: `${at} ` })
        .last()
        .waitFor();
      expect(await harm(), poll.question).toEqual([]);
    }
  });

  it("stays text in a name: of a sender, and of somebody who is mentioned", async () => {
    await send("Ask <@ada> about it.");
    const names = payloads
      .map((payload) =>
        payload
          .replaceAll(/[\r\n\u2028]/g, " ")
          .trim()
          .slice(0, 120),
      )
      .filter((name) => name !== "");
    for (const [index, name] of names.entries()) {
      await ada("me.update", { body: { name: `${index}: ${name}` } });
      await bob.message("about it.").getByText(`@${index}: `).waitFor();
      expect(await harm(), name).toEqual([]);
    }
  });

  it("never ran, and asked nothing", async () => {
    expect(await bob.page.evaluate(() => "pwned" in window)).toBe(false);
    expect(dialogs).toEqual([]);
    expect(bob.problems).toEqual([]);
  });
});
