// How fast does the message list open on 10,000 messages, and what does one more cost, beside a plain list of the same lines?
//
// Chromium, the list page of the tests as a product is built, the server a model in memory. The channel stays open all the
// while, so that nothing is fetched: the figures are what drawing costs.
//
//   mount    from showing the list until the frame after its rows are there
//   arrival  from a message's event until the next frame, with the list at the newest; a window that is read at its end is
//            cut to its newest 400 then, so each time there are 10,000 again before
//   plain    the same of a plain list: one paragraph for each line, scrolled to its end
//   long     tasks over 50 ms while messages arrived, as the browser counts them
import {
  buildListPage,
  openListPage,
  type OpenListPage,
} from "../tests/browser/support/list-page/open-list-page.ts";
import { launchChromium } from "../tests/browser/support/chromium.ts";
import type { ListPage } from "../tests/browser/support/list-page/list-page-api.ts";
import { median, percentile } from "./lib/figures.ts";
import {
  printMachine,
  printTable,
  readBenchOptions,
  readCommit,
  readMachine,
  writeResult,
} from "./lib/result.ts";

const options = readBenchOptions();
const messages = 10_000;
const mounts = options.quick ? 3 : 15;
const arrivals = options.quick ? 10 : 100;

const browser = await launchChromium();
const open = await openListPage(browser, await buildListPage(), { count: 100 });
await open.viewport.waitFor();
await open.natter((natter) => natter.keepOpen());
const list = await measureList(open);
const plain = await measurePlain(open);
if (list.fewest < messages) throw new Error(`The list held ${list.fewest} messages only.`);
if (open.problems.length > 0) throw new Error(open.problems.join("\n"));
await browser.close();

const figures = {
  list_mount_ms: median(list.mounts),
  plain_mount_ms: median(plain.mounts),
  list_arrival_ms: median(list.arrivals),
  list_arrival_p99_ms: percentile(list.arrivals, 0.99),
  plain_arrival_ms: median(plain.arrivals),
  list_long_tasks: list.longTasks.length,
  list_longest_task_ms: Math.max(0, ...list.longTasks),
  rows_in_the_dom: list.rows,
};
const result = {
  ...{ bench: "list", commit: readCommit(), machine: readMachine("none") },
  settings: { messages, mounts, arrivals, chromium: browser.version() },
  figures,
  ratios: {
    list_over_plain_mount: figures.list_mount_ms / figures.plain_mount_ms,
    list_over_plain_arrival: figures.list_arrival_ms / figures.plain_arrival_ms,
  },
};
printMachine(result);
printTable(
  ["figure", "value"],
  Object.entries({ ...figures, ...result.ratios }).map(([name, value]) => [name, value] as const),
);
await writeResult(result, options.json);

type Measured = { readonly mounts: number[]; readonly arrivals: number[] };

/** Hides and shows the list, then lets messages arrive one by one. */
async function measureList({
  page,
  natter,
  settled,
}: OpenListPage): Promise<Measured & { longTasks: number[]; rows: number; fewest: number }> {
  await natter((inPage) => inPage.loadAll(10_000));
  await settled();
  const shown: number[] = [];
  for (let count = 0; count < mounts; count += 1) {
    shown.push(
      await page.evaluate(async () => {
        const { natter: inPage } = window as unknown as { natter: Required<ListPage> };
        const frame = () =>
          new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        inPage.show(false);
        await frame();
        await frame();
        const from = performance.now();
        inPage.show(true);
        do await frame();
        while (document.querySelector('[data-row="message"]') === null);
        return performance.now() - from;
      }),
    );
    await settled();
  }
  const [rows, held] = [
    await page.locator('[data-natter="message"]').count(),
    await natter((inPage) => inPage.loaded().length),
  ];
  const arrived = await page.evaluate(async (count) => {
    const { natter: inPage } = window as unknown as { natter: ListPage };
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const longTasks: number[] = [];
    const observer = new PerformanceObserver((seen) => {
      for (const { duration } of seen.getEntries()) longTasks.push(duration);
    });
    const times: number[] = [];
    let fewest = Infinity;
    for (let at = 0; at < count; at += 1) {
      observer.disconnect();
      inPage.loadAll(10_000);
      for (let frames = 0; frames < 5; frames += 1) await frame();
      fewest = Math.min(fewest, inPage.loaded().length);
      observer.observe({ type: "longtask" });
      const from = performance.now();
      inPage.say([`Arrived ${at}`]);
      await frame();
      times.push(performance.now() - from);
      await frame();
    }
    observer.disconnect();
    return { arrivals: times, longTasks, fewest };
  }, arrivals);
  return { mounts: shown, ...arrived, rows, fewest: Math.min(held, arrived.fewest) };
}

/** The same with one paragraph for each line, of which the browser draws what is in view. */
function measurePlain({ page }: OpenListPage): Promise<Measured> {
  return page.evaluate(
    async ({ lines, rounds, count }) => {
      const frame = () =>
        new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const line = (text: string) => {
        const paragraph = document.createElement("p");
        paragraph.textContent = text;
        return paragraph;
      };
      const fill = () => {
        const box = document.createElement("div");
        box.style.cssText = "block-size: 500px; overflow: auto";
        for (let at = 0; at < lines; at += 1)
          box.append(line(`Line ${at} ${"and so it goes on ".repeat(at % 9)}`));
        document.body.append(box);
        box.scrollTop = box.scrollHeight;
        return box;
      };
      const shown: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await frame();
        const from = performance.now();
        const box = fill();
        await frame();
        shown.push(performance.now() - from);
        box.remove();
      }
      const box = fill();
      const times: number[] = [];
      for (let at = 0; at < count; at += 1) {
        await frame();
        await frame();
        const from = performance.now();
        box.append(line(`Arrived ${at}`));
        box.scrollTop = box.scrollHeight;
        await frame();
        times.push(performance.now() - from);
      }
      box.remove();
      return { mounts: shown, arrivals: times };
    },
    { lines: messages, rounds: mounts, count: arrivals },
  );
}
