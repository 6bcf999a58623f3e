import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "..", "src");

/** The size of an entry with everything it loads, minified and packed, in bytes. */
async function sizeOf(entry: string): Promise<number> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: true,
      target: "es2022",
      rollupOptions: { input: join(source, entry), preserveEntrySignatures: "strict" },
    },
  });
  const [bundle] = [built].flat();
  if (bundle === undefined || !("output" in bundle)) throw new Error("Nothing was built.");
  const code = bundle.output.map((part) => ("code" in part ? part.code : "")).join("");
  expect(code).not.toContain("ZodError");
  return gzipSync(code, { level: 9 }).length;
}

test("the SDK with its realtime client stays small, and loads no schema", async () => {
  expect(await sizeOf("index.ts")).toBeLessThanOrEqual(64 * 1_024);
}, 60_000);

test("what only browsers need is apart, and small", async () => {
  expect(await sizeOf("adapters/storage/indexeddb.ts")).toBeLessThanOrEqual(4 * 1_024);
  expect(await sizeOf("adapters/tabs/web-tabs.ts")).toBeLessThanOrEqual(2 * 1_024);
}, 60_000);
