import { startFaultProxy, type FaultProxy } from "@natter/testing/fault-proxy";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { makeGarden, type Garden } from "./support/garden.ts";
import type { Person } from "./support/person.ts";

const sends = /\/v1\/channels\/[^/]+\/messages$/;

/** How long something may take on a busy machine. */
const within = { timeout: 20_000 };

describe.skipIf(chromiumPath === undefined)("sending", () => {
  let server: ChatServer;
  let proxy: FaultProxy;
  let browser: Browser;
  let garden: Garden;
  let ada: Person;
  let bob: Person;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    proxy = await startFaultProxy(Number(new URL(server.url).port));
    browser = await launchChromium();
    garden = await makeGarden(browser, { ...server, url: proxy.url });
    ({ ada, bob } = garden);
  });

  afterAll(async () => {
    await browser?.close();
    await proxy?.stop();
    await server?.stop();
  });

  const statusOf = (text: string) => ada.message(text).getAttribute("data-status");
  const sent = async (text: string) => {
    await expect.poll(() => statusOf(text), within).toBe("sent");
  };

  /** Lets every send wait until what is returned is called. */
  async function holdSends(page: Page): Promise<() => Promise<void>> {
    const held = Promise.withResolvers<void>();
    await page.route(sends, async (route) => {
      await held.promise;
      await route.continue();
    });
    return async () => {
      held.resolve();
      await page.unrouteAll({ behavior: "wait" }); // what is held goes on before the way is open
    };
  }

  it("[SND-1] a message is there in the frame of its Enter; the composer is empty and keeps the focus", async () => {
    const letGo = await holdSends(ada.page);
    await ada.composer.fill("Seen at once");
    const seen = await ada.composer.evaluate((textarea: HTMLTextAreaElement) => {
      const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
      return new Promise<{ rows: number; text: string; focused: boolean }>((resolve) => {
        requestAnimationFrame(() => {
          textarea.dispatchEvent(enter);
          // The next frame is the first that is painted after the key.
          requestAnimationFrame(() => {
            const rows = [...document.querySelectorAll('[data-natter="message"]')];
            resolve({
              rows: rows.filter((row) => row.textContent.includes("Seen at once")).length,
              text: textarea.value,
              focused: document.activeElement === textarea,
            });
          });
        });
      });
    });
    expect(seen).toEqual({ rows: 1, text: "", focused: true });
    expect(await statusOf("Seen at once")).not.toBe("sent");
    await letGo();
    await sent("Seen at once");
  });

  it("[SND-2] says how far a message is, in words; a failed one keeps its buttons after a reload", async () => {
    const letGo = await holdSends(ada.page);
    await ada.say("Slow but sure");
    const row = ada.message("Slow but sure");
    // Nothing is said in the first second.
    expect(await row.getByText("Sending…").count()).toBe(0);
    await row.getByText("Sending…").waitFor();
    await letGo();
    await sent("Slow but sure");

    const error = { code: "message.conflict", message: "That went wrong.", requestId: "test" };
    await ada.page.route(sends, (route) => route.fulfill({ status: 409, json: { error } }));
    await ada.say("Went wrong");
    await ada.message("Went wrong").getByText("Not sent.").waitFor();
    await ada.page.unroute(sends);
    await ada.page.reload();
    const failed = ada.message("Went wrong");
    await failed.getByText("Not sent.").waitFor();
    await failed.getByRole("button", { name: "Discard" }).waitFor();
    await failed.getByRole("button", { name: "Try again" }).click();
    await bob.message("Went wrong").waitFor();
    await sent("Went wrong");
  });

  it("[SND-3] a message whose answer was lost is sent again and is there once", async () => {
    let lost = 0;
    await ada.page.route(sends, async (route) => {
      if (lost > 0) return route.continue();
      lost += 1;
      await route.fetch(); // the server has it, and nobody here hears of that
      await route.abort("connectionreset");
    });
    await ada.say("Only once");
    await sent("Only once");
    expect(lost).toBe(1);
    await ada.page.unrouteAll({ behavior: "wait" });
    await bob.message("Only once").waitFor();
    expect(await bob.message("Only once").count()).toBe(1);
    expect(await ada.message("Only once").count()).toBe(1);
  });

  it("[SND-4] what is sent without a network arrives in the order of writing, and a failed one holds up no other", async () => {
    proxy.offline = true;
    for (const text of ["In order 1", "In order 2", "In order 3"]) await ada.say(text);
    proxy.offline = false;
    await bob.message("In order 3").waitFor();
    const rows = await bob.page.locator('[data-natter="message"]').allInnerTexts();
    expect(rows.flatMap((row) => /In order \d/.exec(row)?.[0] ?? [])).toEqual([
      "In order 1",
      "In order 2",
      "In order 3",
    ]);

    const error = { code: "message.conflict", message: "Not this one.", requestId: "test" };
    await ada.page.route(sends, async (route) => {
      const isBad = route.request().postData()?.includes("The bad one") ?? false;
      if (isBad) await route.fulfill({ status: 409, json: { error } });
      else await route.continue();
    });
    await ada.say("The bad one");
    await ada.say("The good one");
    await bob.message("The good one").waitFor();
    expect(await statusOf("The bad one")).toBe("failed");
    await ada.page.unroute(sends);
    await ada.message("The bad one").getByRole("button", { name: "Discard" }).click();
  });

  it("[SND-5] a refused text comes back into the empty composer, with what it answered and the reason", async () => {
    const error = {
      code: "moderation.blocked",
      message: "That word is not allowed.",
      requestId: "t",
    };
    await ada.page.route(sends, (route) => route.fulfill({ status: 422, json: { error } }));
    const toolbar = await ada.toolbar("The good one");
    await toolbar.getByRole("button", { name: "Reply", exact: true }).click();
    await ada.composer.fill("A word too many");
    await ada.composer.press("Enter");
    const reason = ada.page.locator('[data-part="problem"]');
    await reason.getByText("That word is not allowed.").waitFor();
    expect(await ada.composer.inputValue()).toBe("A word too many");
    await ada.page.getByText("Reply to ada").waitFor();
    expect(await ada.message("A word too many").count()).toBe(0);
    await ada.page.unroute(sends);
    await ada.composer.fill("A word less");
    await reason.waitFor({ state: "detached" });
    await ada.composer.press("Enter");
    await sent("A word less");
    await bob.message("A word less").getByText("The good one").waitFor();
  });

  it("[SND-6] the up arrow in an empty composer edits the last message; Escape, an unchanged text and an emptied one", async () => {
    await ada.say("My last word");
    await sent("My last word");
    const editor = ada.page.getByRole("textbox", { name: "Edit message" });
    const edits: string[] = [];
    ada.page.on("request", (request) => {
      if (request.method() === "PATCH" && request.url().includes("/messages/"))
        edits.push(request.url());
    });
    await ada.composer.fill("not empty");
    await ada.composer.press("ArrowUp");
    expect(await editor.count()).toBe(0);
    await ada.composer.fill("");
    await ada.composer.press("ArrowUp");
    expect(await editor.inputValue()).toBe("My last word");
    await editor.press("Escape");
    await ada.composer.press("ArrowUp");
    await editor.press("Enter");
    await ada.composer.waitFor();
    expect(edits).toEqual([]);
    await ada.composer.press("ArrowUp");
    await editor.fill("My very last word");
    await editor.press("Enter");
    await bob.message("My very last word").waitFor();
    expect(edits).toHaveLength(1);
    await ada.composer.press("ArrowUp");
    await editor.fill("");
    await editor.press("Enter");
    const question = ada.page.getByRole("alertdialog", { name: "Delete this message?" });
    await question.getByRole("button", { name: "Cancel" }).click();
    expect(await ada.message("My very last word").count()).toBe(1);
    await editor.press("Escape");
  });

  it("[SND-7] an edit shows at once, and comes back when it is refused; somebody else's edit meanwhile is told", async () => {
    await ada.say("As it was");
    await sent("As it was");
    const error = { code: "message.forbidden", message: "Too late for that.", requestId: "test" };
    const patches = /\/v1\/messages\/[^/]+$/;
    const held = Promise.withResolvers<void>();
    await ada.page.route(patches, async (route) => {
      if (route.request().method() !== "PATCH") return route.continue();
      await held.promise;
      await route.fulfill({ status: 403, json: { error } });
    });
    const editor = ada.page.getByRole("textbox", { name: "Edit message" });
    await ada.composer.press("ArrowUp");
    await editor.fill("As it will not be");
    await editor.press("Enter");
    await ada.message("As it will not be").waitFor();
    held.resolve();
    await ada.message("As it was").waitFor();
    const toast = ada.page
      .locator('[data-natter="toast"]')
      .filter({ hasText: "Too late for that." });
    await toast.getByRole("button", { name: "Edit again" }).click();
    expect(await editor.inputValue()).toBe("As it will not be");
    await ada.page.unroute(patches);
    await editor.press("Escape");

    await ada.composer.press("ArrowUp");
    const { items } = await garden.api.ada("messages.list", {
      params: { cid: garden.cid },
      query: {},
    });
    const message = items.find(({ text }) => text === "As it was");
    await garden.api.ada("messages.edit", {
      params: { messageId: message?.id ?? "" },
      body: { text: "From my other device" },
    });
    await ada.page.getByText("Somebody else has changed this message meanwhile.").waitFor();
    await ada.page.getByRole("button", { name: "Use the new text" }).click();
    expect(await editor.inputValue()).toBe("From my other device");
    await editor.press("Escape");
  });

  it("[SND-9] two Enters, a held Enter, and the Enter of an input method send once at most", async () => {
    await ada.composer.fill("Twice pressed");
    await ada.composer.evaluate((textarea) => {
      for (let presses = 0; presses < 2; presses += 1) {
        textarea.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }),
        );
      }
    });
    await bob.message("Twice pressed").waitFor();
    await sent("Twice pressed");
    expect(await ada.message("Twice pressed").count()).toBe(1);

    // As an input method does it: the Enter that chooses a word belongs to the composition.
    const session = await ada.page.context().newCDPSession(ada.page);
    await ada.composer.focus();
    await session.send("Input.imeSetComposition", {
      text: "に",
      selectionStart: 1,
      selectionEnd: 1,
    });
    await ada.composer.evaluate((textarea) => {
      textarea.dispatchEvent(
        new KeyboardEvent("keydown", {
          key: "Enter",
          keyCode: 229,
          isComposing: true,
          bubbles: true,
        }),
      );
    });
    expect(await ada.message("に").count()).toBe(0);
    await session.send("Input.insertText", { text: "日本" });
    expect(await ada.composer.inputValue()).toBe("日本");
    await ada.composer.press("Enter");
    await bob.message("日本").waitFor();
    expect(await bob.message("日本").count()).toBe(1);

    // With suggestions open, Enter takes one and sends nothing.
    await ada.composer.pressSequentially("@bo");
    await ada.page.getByRole("option", { name: /bob/ }).waitFor();
    await ada.page.keyboard.press("Enter");
    expect(await ada.composer.inputValue()).toBe("@bob ");
    expect(await ada.message("@bob").count()).toBe(0);
    await ada.composer.fill("");
  });
});
