import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = import.meta.dirname;
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));

// All other ways to the platform are for the linter to see: .oxlintrc.json.
test("nothing but the adapter of the clock asks what time it is", () => {
  const found = sources.filter(({ text }) => /new Date\(\)/.test(text));
  expect(found.map(({ file }) => file)).toEqual([join("adapters", "clock.ts")]);
});

test("nothing of the contract that the client loads brings the schemas along", () => {
  const loaded = sources.flatMap(({ text }) =>
    loadsOf(text).flatMap((from) => /^@natter\/contract\/?(.*)$/.exec(from)?.[1] ?? []),
  );
  expect(loaded.length).toBeGreaterThan(0);
  expect([...new Set(loaded)].filter((name) => bringsSchemas(name))).toEqual([]);
  expect(bringsSchemas("messages")).toBe(true);
});

const contract = join(folder, "../../contract/src");

/** Whether a module of the contract loads the schema library, by itself or by what it imports. */
function bringsSchemas(name: string, seen = new Set<string>()): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  return loadsOf(readFileSync(join(contract, `${name || "index"}.ts`), "utf8")).some((from) => {
    const local = /^\.\.?\//.test(from);
    if (!local) return from === "zod";
    return bringsSchemas(join(name, "..", from).replace(/\.ts$/, ""), seen);
  });
}

/** What a source imports at run time; types are gone by then. */
function loadsOf(text: string): string[] {
  const imports = text.matchAll(/^(?:import|export) (?!type )[^;]*? from "([^"]*)"/gms);
  return [...imports].map(([, from = ""]) => from);
}

test("no platform is needed at import: no module of Node, no document", () => {
  const platform = /from "node:|\b(document|navigator|localStorage|indexedDB)\./;
  const found = sources.filter(({ text }) => platform.test(text));
  expect(found.map(({ file }) => file)).toEqual([]);
});
