import type { Browser } from "playwright-core";
import { findViolations } from "../../support/find-violations.ts";

/** A page of the Storybook that stories are opened in, one after the other. */
export type StoryPage = {
  /** Opens a story, waits for the end of its play function and answers everything that is wrong with it. */
  readonly judge: (storyId: string) => Promise<readonly string[]>;
};

type Finished = { readonly status: "success" | "error"; readonly problems: readonly string[] };

const looks = [
  { name: "light", theme: "light", dir: "" },
  { name: "dark", theme: "dark", dir: "" },
  { name: "right to left", theme: "light", dir: "rtl" },
] as const;

/** Opens a page whose problems are told by `judge`. */
export async function openStoryPage(browser: Browser, url: string): Promise<StoryPage> {
  const context = await browser.newContext({
    ...{ baseURL: url, viewport: { width: 1024, height: 768 } },
    ...{ timezoneId: "UTC", locale: "en-GB" },
  });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  let problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console error: ${message.text()}`);
  });
  await page.addInitScript(followStory);
  return {
    async judge(storyId) {
      problems = [];
      await page.goto(`/iframe.html?id=${storyId}&viewMode=story`);
      // Set by followStory, below.
      const finished = (await page.evaluate("window.natterStory")) as Finished;
      problems.push(...finished.problems);
      if (finished.status === "error" && problems.length === 0) problems.push("the story failed");
      for (const look of looks) {
        await page.evaluate(showAs, look);
        const violations = await findViolations(page);
        problems.push(...violations.map((violation) => `axe, ${look.name}: ${violation}`));
      }
      return [...new Set(problems.map(shorten))];
    },
  };
}

/** Testing Library ends its sentences with the whole document, which nobody reads here. */
function shorten(problem: string): string {
  return problem.split("\nIgnored nodes:")[0]?.slice(0, 1_500) ?? problem;
}

/** In the page: gathers what Storybook tells of the story. */
function followStory(): void {
  const page = globalThis as unknown as Record<string, unknown>; // where Storybook leaves its channel
  type Channel = { on(event: string, listener: (told: unknown) => void): void };
  const problems: string[] = [];
  page["natterStory"] = new Promise((resolve) => {
    const tell = (status: string) => resolve({ status, problems });
    let channel: Channel | undefined;
    Object.defineProperty(page, "__STORYBOOK_ADDONS_CHANNEL__", {
      configurable: true,
      get: () => channel,
      set(given: Channel) {
        channel = given;
        const wrong = (what: string) => (told: unknown) => {
          const { message, description } = (told ?? {}) as Record<string, string>;
          problems.push(`${what}: ${message ?? description ?? JSON.stringify(told)}`);
        };
        given.on("playFunctionThrewException", wrong("the play function threw"));
        given.on("unhandledErrorsWhilePlaying", wrong("unhandled while playing"));
        for (const event of [
          "storyThrewException",
          "storyErrored",
          "storyMissing",
          "configError",
        ]) {
          given.on(event, (told) => {
            wrong(event)(told);
            tell("error");
          });
        }
        given.on("storyFinished", (told) => tell((told as { status: string }).status));
      },
    });
  });
}

/** In the page: shows the story as it stands in another theme or direction. */
function showAs({ theme, dir }: { readonly theme: string; readonly dir: string }): void {
  const roots = document.querySelectorAll<HTMLElement>("[data-natter-theme]");
  for (const root of roots) {
    root.dataset["natterTheme"] = theme;
    if (dir !== "") root.dir = dir;
  }
  if (dir !== "") document.documentElement.dir = dir;
}
