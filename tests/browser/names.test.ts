import type { Api } from "@natter/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { makeGarden, type Garden } from "./support/garden.ts";

/** By their user names: what those are called who never write. */
const silent = { u1001: "Cem Yılmaz", u1002: "Dia Okafor", u1003: "Eli Stone" } as const;

describe.skipIf(chromiumPath === undefined)("people who never wrote", () => {
  let server: ChatServer;
  let browser: Browser;
  let garden: Garden;
  let people: Record<keyof typeof silent, Api>;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    garden = await makeGarden(browser, server);
    const { cid, spaceId, api } = garden;
    const { invite } = await api.ada("spaces.createInvite", { params: { spaceId }, body: {} });
    const join = async (username: keyof typeof silent) => {
      const person = await server.register(username);
      await person("me.update", { body: { name: silent[username] } });
      await person("invites.accept", { params: { code: invite.code } });
      await person("channels.join", { params: { cid } });
      return person;
    };
    people = { u1001: await join("u1001"), u1002: await join("u1002"), u1003: await join("u1003") };
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("[LOD-4] are called by their names where they reacted, read and are mentioned, and never by their ids", async () => {
    const { cid, api, spaceId } = garden;
    const { message } = await api.ada("messages.send", {
      params: { cid },
      body: { clientId: crypto.randomUUID(), text: "Ask <@u1002> about the beds" },
    });
    const react = { params: { messageId: message.id, type: "👍" } };
    for (const person of Object.values(people)) await person("reactions.add", react);
    const { channel } = await people.u1001("channels.get", { params: { cid } });
    const body = { generation: channel.membership?.watermark.generation ?? 0, seq: message.seq };
    await people.u1001("readState.mark", { params: { cid }, body });
    // Of whoever left nothing is known any more.
    await people.u1003("spaces.removeMember", { params: { spaceId, userId: "u1003" } });

    // Too narrow for the list of members, from which one would know them all.
    const ada = await garden.open("ada", { viewport: { width: 900, height: 800 } });
    const { page } = ada;
    const row = ada.message("about the beds");
    await row.getByText("@Dia Okafor").waitFor();
    await row.getByRole("button", { name: /^👍/ }).hover();
    await page
      .getByRole("tooltip")
      .getByText(/^Cem Yılmaz, Dia Okafor,? and 1 other reacted with 👍$/)
      .waitFor();
    await row.getByRole("img", { name: /^Read by .*Cem Yılmaz/ }).waitFor();
    await page.getByRole("link", { name: "Inbox" }).click();
    await page.goBack();
    await row.waitFor();
    expect(await page.locator("body").innerText()).not.toMatch(/u100\d/);
    expect(ada.problems).toEqual([]);
    await ada.close();
  });

  it("[LOD-4] are called by their names among those who are blocked", async () => {
    await garden.api.ada("me.block", { params: { userId: "u1001" } });
    const ada = await garden.open("ada");
    await ada.page.getByRole("link", { name: /profile and settings/ }).click();
    await ada.page.getByRole("link", { name: "Muted and blocked" }).click();
    await ada.page.getByText("Cem Yılmaz").waitFor();
    expect(await ada.page.locator("body").innerText()).not.toMatch(/u100\d/);
    await ada.close();
  });
});
