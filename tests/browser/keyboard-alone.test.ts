import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { password, startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { openPerson } from "./support/person.ts";

describe.skipIf(chromiumPath === undefined)("from the login on", () => {
  let server: ChatServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startChatServer(import.meta.url);
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** A space of Ada's with a channel in which Bob wrote five lines, the last two of them rude, and Cem reported the last. */
  async function makeSpace() {
    const [ada, bob, cem] = await Promise.all(["ada", "bob", "cem"].map(server.register));
    if (!ada || !bob || !cem) throw new Error("Somebody has no account.");
    const { space } = await ada("spaces.create", { body: { name: "Garden club" } });
    const params = { spaceId: space.id };
    const { channel } = await ada("spaces.createChannel", { params, body: { name: "beds" } });
    const { cid } = channel;
    const { invite } = await ada("spaces.createInvite", { params, body: {} });
    for (const one of [bob, cem]) {
      await one("invites.accept", { params: { code: invite.code } });
      await one("channels.join", { params: { cid } });
    }
    let last = "";
    for (const text of [
      "The beds are dug",
      "Who has seeds?",
      "I have time",
      "Rude one",
      "Rude two",
    ]) {
      const body = { clientId: crypto.randomUUID(), text };
      last = (await bob("messages.send", { params: { cid }, body })).message.id;
    }
    const subject = { type: "message", id: last } as const;
    await cem("me.report", { body: { subject, reason: "harassment" } });
    const unread = async () =>
      (await ada("channels.get", { params: { cid } })).channel.unread.count;
    return { unread };
  }

  it("[A11Y-2] one opens, reads, reacts, replies, edits and moderates by the keyboard alone", async () => {
    const { unread } = await makeSpace();
    const ada = await openPerson(browser, server);
    const { page } = ada;
    const { keyboard } = page;
    const focused = () => page.evaluate(nameOfFocus);
    const press = async (key: string, until: RegExp) => {
      for (let presses = 0; presses < 60; presses += 1) {
        if (until.test(await focused())) return;
        await keyboard.press(key);
      }
      throw new Error(`${key} never reached ${until}; it ended on ${await focused()}.`);
    };
    /** To the list, which is one stop, and up in it to a message. */
    const goTo = async (message: RegExp) => {
      await press("Shift+Tab", /^(ada|bob), /);
      await keyboard.press("End");
      await press("ArrowUp", message);
    };

    await page.getByRole("heading", { name: "Welcome back" }).waitFor();
    await press("Tab", /^User name/);
    await keyboard.type("ada");
    await press("Tab", /^Password/);
    await keyboard.type(password);
    await keyboard.press("Enter");

    // Opening and reading.
    await page
      .getByRole("link", { name: /^Garden club/ })
      .first()
      .waitFor();
    expect(await unread()).toBe(5);
    await press("Tab", /^Garden club/);
    await keyboard.press("Enter");
    await page.getByRole("link", { name: /^beds/ }).waitFor();
    // The list of channels is one stop as well.
    await press("Tab", /^(general|beds)/);
    await keyboard.press("Home");
    await press("ArrowDown", /^beds/);
    await keyboard.press("Enter");
    await ada.message("Rude two").waitFor();
    await expect.poll(focused).toMatch(/^Message #beds/);
    await goTo(/The beds are dug/);
    await expect.poll(unread).toBe(0);

    // Reacting.
    await goTo(/Who has seeds/);
    await keyboard.press("+");
    await expect.poll(focused).toBe("Search emoji");
    await keyboard.type("rocket");
    await page.getByRole("button", { name: "rocket", exact: true }).waitFor();
    await keyboard.press("Enter");
    await ada.message("Who has seeds?").getByRole("button", { name: "🚀, you" }).waitFor();

    // Replying: with what is answered, and in a thread.
    await goTo(/Who has seeds/);
    await keyboard.press("r");
    await expect.poll(focused).toMatch(/^Message #beds/);
    await keyboard.type("I have some");
    await keyboard.press("Enter");
    await ada.message("I have some").getByText("Who has seeds?").waitFor();
    await goTo(/I have time/);
    await keyboard.press("t");
    await expect.poll(focused).toBe("Reply in the thread");
    await page.getByRole("complementary", { name: "Thread" }).getByText("I have time").waitFor();
    await keyboard.type("Then come at noom");
    await keyboard.press("Enter");
    const reply = page.getByRole("complementary", { name: "Thread" }).getByText("Then come at");
    await reply.waitFor();

    // Editing: the last reply, from the empty composer of the thread.
    await expect
      .poll(() => ada.message("Then come at").last().getAttribute("data-status"))
      .toMatch(/^(sent|delivered|read)$/);
    await keyboard.press("ArrowUp");
    await expect.poll(focused).toBe("Edit message");
    await keyboard.press("Backspace");
    await keyboard.type("n");
    await keyboard.press("Enter");
    await ada.message("Then come at noon").getByText("edited").waitFor();
    await keyboard.press("Escape");
    await page.getByRole("complementary", { name: "Thread" }).waitFor({ state: "detached" });

    // Moderating: somebody else's message is deleted where it stands, a reported one in the queue.
    await goTo(/Rude one/);
    await keyboard.press("Delete");
    await expect.poll(focused).toBe("Cancel");
    await press("Tab", /^Delete message$/);
    await keyboard.press("Enter");
    await ada.message("Rude one").waitFor({ state: "detached" });
    await press("Tab", /^Moderation/);
    await keyboard.press("Enter");
    await page.getByRole("article", { name: /Rude two/ }).waitFor();
    await press("Tab", /Rude two/);
    await keyboard.press("d");
    await page.getByText("Nothing waits for a decision").waitFor();
    expect(ada.problems).toEqual([]);
    await ada.close();
  });
});

/** What the element with the focus is called; nothing where none has it, or the page as a whole. Runs in the page. */
function nameOfFocus(): string {
  const element = document.activeElement;
  if (element === document.body || element?.matches("main")) return "";
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
  return element?.getAttribute("aria-label") ?? label ?? element?.textContent ?? "";
}
