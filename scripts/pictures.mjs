// Takes the pictures of docs/pictures from the demo, on a server and a database that are gone afterwards. Run: npm run pictures
import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startThrowawayPostgres } from "@natter/server/throwaway-postgres";
import { chromium } from "playwright-core";
import { ensureWebApp } from "./build-web.mjs";
import { findChromium } from "./chromium.mjs";
import { root } from "./install.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{name: string, width: number, dark?: boolean, language?: string, path: string, prepare?: (page: Page) => Promise<unknown>}} Picture */

const folder = join(root, "docs", "pictures");
const heights = /** @type {Record<number, number>} */ ({ 390: 844, 768: 1024, 1440: 900 });
/** A picture larger than this slows the page that shows it. */
const mostBytes = 200_000;
const port = 18_811;

/** @param {Page} page */
const generalOf = (page) =>
  page
    .getByRole("link", { name: /general/ })
    .first()
    .click();
/** @param {Page} page */
const lastMessage = (page) => page.locator('[data-natter="message"]').last();

/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole("button", { name, exact: true }).first();

/** @type {readonly Picture[]} */
const pictures = [
  {
    ...{ name: "demo", width: 1440, path: "/demo" },
    prepare: async (page) => {
      for (const name of ["Ada", "Bob"]) {
        const screen = page.frameLocator(`iframe[title="${name}'s screen"]`);
        await screen.locator('[data-natter="message"]').last().waitFor();
      }
    },
  },
  { name: "channel-light", width: 1440, path: "/demo/as/ada" },
  { name: "channel-dark", width: 1440, dark: true, path: "/demo/as/ada" },
  { name: "channel-arabic", width: 1440, language: "ar", path: "/demo/as/ada" },
  {
    ...{ name: "phone", width: 390, path: "/demo/as/ada" },
    prepare: async (page) => lastMessage(page).waitFor(),
  },
  {
    ...{ name: "phone-dark", width: 390, dark: true, path: "/demo/as/ada" },
    prepare: async (page) => lastMessage(page).waitFor(),
  },
  { name: "tablet", width: 768, path: "/demo/as/bob" },
  {
    ...{ name: "thread", width: 1440, dark: true, path: "/demo/as/ada" },
    prepare: async (page) => {
      await lastMessage(page).press("t");
      const thread = page.getByRole("complementary", { name: "Thread" });
      for (const text of ["I can bring **two more**", "Then we are *complete* 🎉"]) {
        await thread.getByRole("textbox").fill(text);
        await thread.getByRole("textbox").press("Enter");
      }
      await thread.locator('[data-natter="message"][data-status="sent"]').last().waitFor();
    },
  },
  {
    ...{ name: "search", width: 1440, path: "/demo/as/ada" },
    prepare: async (page) => {
      await button(page, "Search").click();
      await page.getByRole("searchbox").first().fill("the");
      await page.locator('[data-natter="panel"] mark').first().waitFor();
    },
  },
  {
    ...{ name: "switcher", width: 768, dark: true, path: "/demo/as/ada" },
    prepare: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("option").first().waitFor();
    },
  },
  {
    ...{ name: "emoji", width: 768, path: "/demo/as/ada" },
    prepare: async (page) => {
      await button(page, "Add an emoji").click();
      await page
        .locator('[data-natter="emoji-picker"] [data-part="cells"] button')
        .first()
        .waitFor();
    },
  },
  {
    ...{ name: "settings", width: 1440, dark: true, path: "/demo/as/ada/settings/privacy" },
    prepare: async (page) => page.getByRole("switch", { disabled: false }).first().waitFor(),
  },
  {
    ...{ name: "sign-in", width: 1440, path: "/" },
    prepare: async (page) => page.getByRole("heading", { name: "Welcome back" }).waitFor(),
  },
];

await ensureWebApp();
mkdirSync(folder, { recursive: true });
const database = await startThrowawayPostgres({ progress: (line) => console.log(line) });
const dataDir = mkdtempSync(join(tmpdir(), "natter-pictures-"));
const server = await startServer();
const browser = await chromium.launch({
  executablePath: findChromium() ?? "",
  args: ["--no-sandbox"],
});
try {
  const wanted = process.argv.slice(2);
  for (const picture of pictures) {
    if (wanted.length === 0 || wanted.includes(picture.name)) await take(picture);
  }
} finally {
  await browser.close();
  server.kill();
  await database.stop({ keep: false });
  rmSync(dataDir, { recursive: true, force: true });
}

/** @param {Picture} picture */
async function take({ name, width, dark, language, path, prepare }) {
  const context = await browser.newContext({
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width, height: heights[width] ?? 900 },
    colorScheme: dark ? "dark" : "light",
    locale: language ?? "en-GB",
    reducedMotion: "reduce",
    hasTouch: width === 390,
  });
  const page = await context.newPage();
  context.setDefaultTimeout(30_000);
  const file = join(folder, `${name}.png`);
  try {
    await page.goto(path);
    if (path.startsWith("/demo/as/") && !path.includes("settings")) {
      await lastMessage(page)
        .or(page.getByRole("link", { name: /general/ }))
        .first()
        .waitFor();
      if (await lastMessage(page).isHidden()) await generalOf(page);
      await lastMessage(page).waitFor();
    }
    await prepare?.(page);
    // The frames of the demo are pages of their own, which are never idle.
    if (path !== "/demo") await page.waitForLoadState("networkidle");
    // Whatever was pressed to come here is not to look as if it were about to be pressed again.
    await page.mouse.move(width - 1, 1);
    await page.screenshot({ path: file });
    const { size } = statSync(file);
    console.log(`${name}: ${Math.round(size / 1024)} KiB`);
    if (size > mostBytes) throw new Error(`${name}.png is larger than ${mostBytes} bytes.`);
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  } finally {
    await context.close();
  }
}

/** @returns {Promise<import("node:child_process").ChildProcess>} */
function startServer() {
  const main = join(root, "packages", "server", "src", "node", "main.ts");
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      ...{ PORT: String(port), DATABASE_URL: database.url, NATTER_DATA_DIR: dataDir },
      ...{ NATTER_DEMO: "on", NATTER_LOG_LEVEL: "error" },
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      if (String(chunk).includes("Natter is ready")) resolve(child);
    });
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
  });
}
