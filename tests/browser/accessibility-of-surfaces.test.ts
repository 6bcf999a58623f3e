import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChatServer, type ChatServer } from "./support/chat-server.ts";
import { chromiumPath, launchChromium } from "./support/chromium.ts";
import { makeGarden, type Garden } from "./support/garden.ts";
import type { Person } from "./support/person.ts";
import { fillGarden, openByKeys, surfaces } from "./support/surfaces.ts";
import { violationsBothWays } from "./support/violations-both-ways.ts";

describe.skipIf(chromiumPath === undefined)(
  "axe finds nothing serious where something opens",
  () => {
    let server: ChatServer;
    let browser: Browser;
    let garden: Garden;
    let ada: Person;

    beforeAll(async () => {
      server = await startChatServer(import.meta.url);
      browser = await launchChromium();
      garden = await makeGarden(browser, server);
      await fillGarden(garden);
      ada = await garden.open("ada", { viewport: { width: 1000, height: 800 } });
      await ada.message("Rude words").waitFor();
    });

    afterAll(async () => {
      await browser?.close();
      await server?.stop();
    });

    it.each(surfaces)("[A11Y-1] in $name: light, dark, from right to left", async (surface) => {
      const { page } = ada;
      const path = surface.path ?? `/s/${garden.spaceId}/c/${garden.cid}`;
      if (new URL(page.url()).pathname !== path) await page.goto(path);
      const open = await openByKeys(page, surface);
      const inLight = await violationsBothWays(page);
      await page.emulateMedia({ colorScheme: "dark" });
      const inDark = await violationsBothWays(page);
      await page.emulateMedia({ colorScheme: "light" });
      const shown = await open.isVisible();
      await page.goto(path);
      expect(shown).toBe(true);
      expect({ inLight, inDark }).toEqual({ inLight: [], inDark: [] });
    });
  },
);
