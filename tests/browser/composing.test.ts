import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { makeGarden, type Garden } from "./support/garden.ts";
import type { Person } from "./support/person.ts";

/** How long something may take on a busy machine. */
const within = { timeout: 20_000 };

describe.skipIf(chromiumPath === undefined)("composing", () => {
  let server: ChatServer;
  let browser: Browser;
  let garden: Garden;
  let ada: Person;
  let bob: Person;
  /** The channel of this test, and of no other. */
  let cid: string;
  let channels = 0;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
    garden = await makeGarden(browser, server);
    ({ ada, bob } = garden);
  });

  beforeEach(async () => {
    channels += 1;
    cid = await garden.goToNewChannel(`bed-${channels}`);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const written = () => ada.composer.inputValue();
  const draftOf = async () => {
    const { items } = await garden.api.ada("drafts.list", { query: {} });
    return items.find((draft) => draft.cid === cid) ?? null;
  };

  /** Pastes as a browser does, with what a program put on the clipboard. */
  function paste(page: Page, data: Readonly<Record<string, string>>, file?: string): Promise<void> {
    return page.evaluate(
      ([entries, name]) => {
        const clipboard = new DataTransfer();
        for (const [type, text] of Object.entries(entries)) clipboard.setData(type, text);
        if (name) clipboard.items.add(new File(["x"], name, { type: "image/png" }));
        const event = new ClipboardEvent("paste", {
          clipboardData: clipboard,
          bubbles: true,
          cancelable: true,
        });
        const target = document.activeElement;
        if (target?.dispatchEvent(event) && target instanceof HTMLTextAreaElement) {
          // What the browser does when nobody else did anything.
          document.execCommand("insertText", false, clipboard.getData("text/plain"));
        }
      },
      [data, file] as const,
    );
  }

  it("[CMP-1] a draft outlives a reload with what it answers, is named in the list, and follows to another device", async () => {
    await bob.say("Who waters on Sunday?");
    await ada.message("Who waters on Sunday?").waitFor();
    const toolbar = await ada.toolbar("Who waters on Sunday?");
    await toolbar.getByRole("button", { name: "Reply", exact: true }).click();
    await ada.composer.pressSequentially("I could, if");
    await expect.poll(async () => (await draftOf())?.text, within).toBe("I could, if");
    expect((await draftOf())?.quoteId).not.toBeNull();
    await ada.page.getByRole("link", { name: /bed-1.*Draft: I could, if/ }).waitFor();
    await ada.composer.pressSequentially(" it");
    // At once: what was typed last is kept by the page as it goes.
    await ada.page.reload();
    await expect.poll(written, within).toBe("I could, if it");
    await ada.page.getByText("Reply to bob").waitFor();
    const other = await garden.open("ada", {}, cid);
    await expect.poll(() => other.composer.inputValue(), within).toBe("I could, if it");
    await other.close();
    await ada.composer.press("Enter");
    await bob.message("I could, if it").getByText("Who waters on Sunday?").waitFor();
    await expect.poll(draftOf, within).toBeNull();
    expect(await written()).toBe("");
  });

  it("[CMP-2] Enter sends and Shift+Enter begins a line; inside a block of code Enter does too", async () => {
    await ada.composer.pressSequentially("One");
    await ada.composer.press("Shift+Enter");
    await ada.composer.pressSequentially("two");
    expect(await written()).toBe("One\ntwo");
    await ada.composer.press("Enter");
    await bob.message("One").waitFor();
    await ada.composer.pressSequentially("```js");
    await ada.composer.press("Enter");
    await ada.composer.pressSequentially("let a;");
    await ada.composer.press("Enter");
    await ada.composer.pressSequentially("```");
    expect(await written()).toBe("```js\nlet a;\n```");
    await ada.composer.press("Enter");
    const code = bob.page.locator("pre", { hasText: "let a;" });
    await code.waitFor();
    expect(await code.innerText()).toBe("let a;");
    expect(await written()).toBe("");
  });

  it("[CMP-2] on a touch screen Enter begins a line and the button sends", async () => {
    const viewport = { width: 390, height: 800 };
    const phone = await garden.open("ada", { viewport, hasTouch: true, isMobile: true }, cid);
    await phone.composer.tap();
    await phone.page.keyboard.type("From the");
    await phone.page.keyboard.press("Enter");
    await phone.page.keyboard.type("garden");
    expect(await phone.composer.inputValue()).toBe("From the\ngarden");
    await phone.page.getByRole("button", { name: "Send", exact: true }).tap();
    await bob.message("From the").waitFor();
    await phone.close();
  });

  it("[CMP-3] a pasted address over a selection is a link, rich text is markdown, and plain on request", async () => {
    await ada.composer.fill("see our garden now");
    await ada.composer.evaluate((textarea: HTMLTextAreaElement) => {
      textarea.focus();
      textarea.setSelectionRange(8, 14);
    });
    await paste(ada.page, { "text/plain": "https://example.com/garden" });
    expect(await written()).toBe("see our [garden](https://example.com/garden) now");
    await ada.page.keyboard.press("ControlOrMeta+z");
    expect(await written()).toBe("see our garden now");

    await ada.composer.fill("");
    const rich = {
      "text/plain": "Bold and a list\none\ntwo",
      "text/html":
        '<p><b>Bold</b> and <a href="https://example.com/">a list</a></p><ul><li>one</li><li><i>two</i></li></ul><img src=x onerror="window.pwned=1">',
    };
    await paste(ada.page, rich);
    await expect
      .poll(written, within)
      .toBe("**Bold** and [a list](https://example.com/)\n\n- one\n- *two*");
    expect(await ada.page.evaluate(() => "pwned" in window)).toBe(false);

    await ada.composer.fill("");
    await ada.page.keyboard.down("ControlOrMeta");
    await ada.page.keyboard.down("Shift");
    await ada.composer.evaluate((textarea) =>
      textarea.dispatchEvent(
        new KeyboardEvent("keydown", { key: "V", ctrlKey: true, shiftKey: true, bubbles: true }),
      ),
    );
    await paste(ada.page, rich);
    await ada.page.keyboard.up("Shift");
    await ada.page.keyboard.up("ControlOrMeta");
    expect(await written()).toBe(rich["text/plain"]);
  });

  it("[CMP-3] a pasted picture is not sent, and where files cannot be sent that is said", async () => {
    await ada.composer.fill("with words");
    await paste(ada.page, {}, "roses.png");
    await ada.page.getByText("Files cannot be sent here.").first().waitFor();
    expect(await written()).toBe("with words");
  });

  it("[CMP-4] files over the channel are told whether they can be dropped; Escape ends that, and dropped text is written", async () => {
    const drag = (type: string, text?: string) =>
      ada.page.evaluate(
        ([name, words]) => {
          const data = new DataTransfer();
          if (words) data.setData("text/plain", words);
          else data.items.add(new File(["x"], "roses.png", { type: "image/png" }));
          const list = document.querySelector('[data-part="viewport"]');
          const init = { dataTransfer: data, bubbles: true, cancelable: true };
          const isTaken = !list?.dispatchEvent(new DragEvent(name ?? "", init));
          return isTaken;
        },
        [type, text] as const,
      );
    const overlay = ada.page.locator('[data-natter="drop-zone"] > [data-part="overlay"]');
    await drag("dragenter");
    await overlay.getByText("Files cannot be sent here.").waitFor();
    await ada.page.keyboard.press("Escape");
    await overlay.waitFor({ state: "detached" });
    await drag("dragenter");
    await overlay.waitFor();
    // The browser must not open the file in the place of the chat.
    expect(await drag("drop")).toBe(true);
    await overlay.waitFor({ state: "detached" });
    await ada.composer.fill("written ");
    expect(await drag("drop", "and dropped")).toBe(true);
    expect(await written()).toBe("written and dropped");
  });

  it("[CMP-9] a letter typed while nothing has the focus goes to the composer; not from another field", async () => {
    await ada.composer.blur();
    await ada.page.keyboard.type("hello");
    expect(await written()).toBe("hello");
    await ada.composer.fill("");
    await ada.composer.blur();
    await ada.page.keyboard.press("ControlOrMeta+c");
    expect(await ada.composer.evaluate((one) => one === document.activeElement)).toBe(false);
    await ada.page.keyboard.press("ControlOrMeta+k");
    const other = ada.page.getByRole("dialog").getByRole("combobox");
    await other.pressSequentially("gard");
    expect(await other.inputValue()).toBe("gard");
    expect(await written()).toBe("");
    await ada.page.keyboard.press("Escape");
    await ada.page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("[MEN-4] a mention goes with one Backspace and comes back with an undo; it is sent by id and shows the current name", async () => {
    await ada.composer.pressSequentially("Ask @bo");
    await ada.page.getByRole("option", { name: /bob/ }).waitFor();
    await ada.page.keyboard.press("Enter");
    await ada.composer.pressSequentially("x");
    expect(await written()).toBe("Ask @bob x");
    for (let presses = 0; presses < 3; presses += 1) await ada.page.keyboard.press("Backspace");
    expect(await written()).toBe("Ask ");
    await ada.page.keyboard.press("ControlOrMeta+z");
    expect(await written()).toContain("@bob");
    await ada.page.keyboard.press("Enter");
    const mention = ada.message("Ask @bob").locator('[data-part="mention"]');
    await mention.waitFor();
    // Seen by somebody else, it is where it can be asked for.
    await bob.page.locator('[data-part="mention"][data-own]').waitFor();
    const { items } = await garden.api.ada("messages.list", {
      params: { cid },
      query: {},
    });
    const message = items.find(({ text }) => text.startsWith("Ask "));
    expect(message?.text.trim()).toBe("Ask <@bob>");
    expect(message?.mentions).toEqual(["bob"]);
    await garden.api.bob("me.update", { body: { name: "Robert" } });
    await ada.message("Ask @Robert").waitFor();
    await garden.api.bob("me.update", { body: { name: "bob" } });
    await ada.message("Ask @bob").waitFor();
  });

  it("[MEN-6] an unknown command is refused in place, and a known one answers its caller alone", async () => {
    await ada.composer.pressSequentially("/");
    await ada.page.getByRole("option", { name: /\/shrug/ }).waitFor();
    await ada.composer.pressSequentially("nonsense");
    await ada.page.keyboard.press("Enter");
    const problem = ada.page.locator('[data-part="problem"]');
    await problem.getByText(/There is no command \/nonsense/).waitFor();
    expect(await written()).toBe("/nonsense");
    await ada.composer.fill("/help");
    await ada.page.keyboard.press("Escape");
    await ada.page.keyboard.press("Enter");
    await ada.page.getByText("Only you can see this").waitFor();
    expect(await written()).toBe("");
    expect(await bob.message("/help").count()).toBe(0);
    await ada.page.getByRole("button", { name: "Dismiss" }).first().click();
  });

  it("[TYP-1] the others are told of typing at most once in three seconds, and that it ended", async () => {
    const told: string[] = [];
    const isTyping = /\/v1\/channels\/[^/]+\/typing$/;
    ada.page.on("request", (request) => {
      if (!isTyping.test(request.url())) return;
      told.push((request.postDataJSON() as { state: string }).state);
    });
    const since = performance.now();
    await ada.composer.pressSequentially("a long sentence, letter by letter", { delay: 20 });
    const seconds = (performance.now() - since) / 1_000;
    await bob.page.getByText("ada is typing").waitFor();
    const starts = told.filter((state) => state === "start").length;
    expect(starts).toBeLessThanOrEqual(1 + Math.floor(seconds / 3));
    await ada.composer.fill("");
    await expect.poll(() => told.at(-1), within).toBe("stop");
    await bob.page.getByText("ada is typing").waitFor({ state: "detached" });
    told.length = 0;
    await ada.composer.pressSequentially("and now a pause");
    await expect.poll(() => told.at(-1), within).toBe("stop");
  });

  it("[TYP-3] nobody is told of it when it is not to be shown", async () => {
    const told: string[] = [];
    ada.page.on("request", (request) => {
      if (request.url().endsWith("/typing")) told.push(request.url());
    });
    await garden.api.ada("settings.update", { body: { privacy: { typing: false } } });
    // The change and this message come on one line, one after the other.
    await bob.say("Now you are alone");
    await ada.message("Now you are alone").waitFor();
    await ada.composer.pressSequentially("in private");
    await ada.composer.press("Enter");
    await bob.message("in private").waitFor();
    expect(told).toEqual([]);
  });
});
