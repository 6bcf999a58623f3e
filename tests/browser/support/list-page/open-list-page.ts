import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { build, type Rolldown } from "vite";
import type { ListPage, ListPageOptions } from "./list-page-api.ts";

const listUrl = "http://list.test";

/** A page with a message list, and what is asked of it again and again. */
export type OpenListPage = {
  readonly page: Page;
  readonly viewport: Locator;
  /** Does something with the page's `window.natter`, and answers what it answered. */
  readonly natter: <Answer>(act: (natter: ListPage) => Answer) => Promise<Awaited<Answer>>;
  readonly line: (number: number) => Locator;
  readonly fromEnd: () => Promise<number>;
  /** The first message wholly in view, by its key, and how far it is from the top of the view. */
  readonly firstInView: () => Promise<{ readonly key: string; readonly top: number }>;
  readonly topOf: (key: string) => Promise<number | null>;
  readonly scrollBy: (pixels: number) => Promise<void>;
  /** Waits until nothing has moved for five frames. */
  readonly settled: () => Promise<void>;
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
};

/** The list page as files by their names, built once for a test file. */
export type BuiltListPage = ReadonlyMap<string, string | Uint8Array>;

/** React 18 as a page's bundler finds it in a product that has it. */
const olderReact = ["react", "react-dom"].map((name) => ({
  find: new RegExp(`^${name}(?=/|$)`),
  replacement: fileURLToPath(new URL(`../../../react-18/node_modules/${name}`, import.meta.url)),
}));

/** Builds the list page as a product would be built; with React 18, and what React says in development, if that is wanted. */
export async function buildListPage({
  react18 = false,
  development = false,
} = {}): Promise<BuiltListPage> {
  const entry = fileURLToPath(
    new URL("../../../../packages/react/tests/list-page.tsx", import.meta.url),
  );
  const built = await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL("../../../..", import.meta.url)),
    resolve: { alias: react18 ? olderReact : [] },
    define: development ? { "process.env.NODE_ENV": JSON.stringify("development") } : {},
    build: { write: false, minify: false, rolldownOptions: { input: entry } },
  });
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[]; // it does not watch
  const files = new Map<string, string | Uint8Array>();
  const sheets: string[] = [];
  let script = "";
  for (const file of outputs.flatMap(({ output }) => output)) {
    files.set(`/${file.fileName}`, file.type === "chunk" ? file.code : file.source);
    if (file.type === "chunk" && file.isEntry) script = file.fileName;
    if (file.fileName.endsWith(".css")) sheets.push(file.fileName);
  }
  const styles = sheets.map((name) => `<link rel="stylesheet" href="/${name}">`).join("");
  files.set(
    "/",
    `<!doctype html><html lang="en"><title>List</title>` +
      `<meta name="viewport" content="width=device-width">${styles}` +
      `<style>body{margin:0;font-family:sans-serif}</style><body>` +
      `<script type="module" src="/${script}"></script></body></html>`,
  );
  return files;
}

/** Opens a page with one message list. */
export async function openListPage(
  browser: Browser,
  files: BuiltListPage,
  options: ListPageOptions = {},
  { prepare, ...context }: BrowserContextOptions & { prepare?: (page: Page) => Promise<void> } = {},
): Promise<OpenListPage> {
  const opened = await browser.newContext({ viewport: { width: 900, height: 640 }, ...context });
  opened.setDefaultTimeout(30_000);
  const page = await opened.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await page.route(`${listUrl}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const body = files.get(pathname);
    if (body === undefined) return await route.fulfill({ status: 404 });
    const type = pathname.endsWith(".css")
      ? "text/css"
      : pathname === "/"
        ? "text/html"
        : "text/javascript";
    await route.fulfill({ contentType: type, body: Buffer.from(body) });
  });
  await prepare?.(page);
  await page.goto(`${listUrl}/#${encodeURIComponent(JSON.stringify(options))}`);
  const viewport = page.locator('[data-natter="message-list"] > [data-part="viewport"]').first();

  const natter = <Answer>(act: (natter: ListPage) => Answer): Promise<Awaited<Answer>> =>
    page.evaluate(`(${act.toString()})(window.natter)`) as Promise<Awaited<Answer>>; // what `act` answers, over the wire
  const topOf = (key: string) =>
    viewport.evaluate((element, wanted) => {
      const row = element.querySelector(`[data-key="${CSS.escape(wanted)}"]`);
      return row && row.getBoundingClientRect().top - element.getBoundingClientRect().top;
    }, key);
  const settled = () =>
    viewport.evaluate(
      (element) =>
        new Promise<void>((resolve) => {
          let still = 0;
          let last = "";
          const look = () => {
            const row = element.querySelector("[data-key]");
            const now = `${element.scrollTop} ${element.scrollHeight} ${row?.getBoundingClientRect().top}`;
            still = now === last ? still + 1 : 0;
            last = now;
            if (still >= 5) resolve();
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
  return {
    page,
    viewport,
    natter,
    line: (number) =>
      page
        .locator('[data-natter="message"]')
        .filter({ hasText: new RegExp(`Line ${number}(?!\\d)`) }),
    fromEnd: () =>
      viewport.evaluate((element) =>
        Math.round(element.scrollHeight - element.clientHeight - element.scrollTop),
      ),
    firstInView: () =>
      viewport.evaluate((element) => {
        const top = element.getBoundingClientRect().top;
        for (const row of element.querySelectorAll<HTMLElement>('[data-row="message"]')) {
          const offset = row.getBoundingClientRect().top - top;
          if (offset >= 0) return { key: row.dataset["key"] ?? "", top: offset };
        }
        return { key: "", top: -1 };
      }),
    topOf,
    scrollBy: async (pixels) => {
      await viewport.evaluate((element, by) => element.scrollBy(0, by), pixels);
      await settled();
    },
    settled,
    problems,
    close: () => opened.close(),
  };
}
