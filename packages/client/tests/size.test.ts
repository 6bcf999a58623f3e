import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "..", "src");

/** Sizes of an entry, minified and packed (gzip), in KiB. */
type Sizes = {
  /** What is loaded with the entry itself. */
  readonly atOnce: number;
  /** That, and all that it loads later. */
  readonly whole: number;
  /** The modules that are loaded with the entry. */
  readonly modules: readonly string[];
};

async function measure(entry: string): Promise<Sizes> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: true,
      target: "es2022",
      modulePreload: false,
      rollupOptions: { input: join(source, entry), preserveEntrySignatures: "strict" },
    },
  });
  const [bundle] = [built].flat();
  if (bundle === undefined || !("output" in bundle)) throw new Error("Nothing was built.");
  const chunks = bundle.output.filter((part) => part.type === "chunk");
  expect(chunks.map(({ code }) => code).join("")).not.toContain("ZodError");
  const first = loadedWith(
    chunks.filter(({ isEntry }) => isEntry),
    chunks,
  );
  return {
    atOnce: sizeOf(first),
    whole: sizeOf(chunks),
    modules: first.flatMap(({ moduleIds }) => moduleIds),
  };
}

/** Chunks and those that they import, however far. */
function loadedWith(
  some: readonly Rolldown.OutputChunk[],
  all: readonly Rolldown.OutputChunk[],
): readonly Rolldown.OutputChunk[] {
  const wanted = new Set(some.flatMap(({ fileName, imports }) => [fileName, ...imports]));
  const found = all.filter(({ fileName }) => wanted.has(fileName));
  return found.length === some.length ? found : loadedWith(found, all);
}

/** Each chunk is a file of its own on its way, and packed as one. */
function sizeOf(chunks: readonly Rolldown.OutputChunk[]): number {
  const bytes = chunks.map(({ code }) => gzipSync(code, { level: 9 }).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1_024;
}

// The budget for what is loaded at once is 45 KiB; the ceilings are close to what is measured, so that growth is seen.
test("what the SDK loads at once stays small, and what it loads in all", async () => {
  const { atOnce, whole, modules } = await measure("index.ts");
  process.stdout.write(`At once ${atOnce.toFixed(1)} KiB, in all ${whole.toFixed(1)} KiB\n`);
  expect(atOnce).toBeLessThanOrEqual(40);
  expect(whole).toBeLessThanOrEqual(45);
  expect(modules.filter((id) => /-socket|shared-realtime/.test(id))).toEqual([
    expect.stringMatching(/load-socket\.ts$/),
  ]);
}, 60_000);

test("what only browsers need is apart, and small", async () => {
  expect((await measure("adapters/storage/indexeddb.ts")).whole).toBeLessThanOrEqual(4);
  expect((await measure("adapters/tabs/web-tabs.ts")).whole).toBeLessThanOrEqual(2);
}, 60_000);
