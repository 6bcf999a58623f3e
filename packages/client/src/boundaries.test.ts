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

test("nothing of the contract is loaded but what carries no schema", () => {
  const light = new Set([
    "paths",
    "errors",
    "chat-error",
    "unread",
    "limits",
    "reaction-type",
    "command-text",
    "channel-visibility",
  ]);
  const found = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/^(?:import|export) (?!type )[^;]*? from "@natter\/contract\/?([^"]*)"/gms)]
      .filter(([, module = ""]) => !light.has(module))
      .map(([statement]) => `${file}: ${statement}`),
  );
  expect(found).toEqual([]);
});

test("no platform is needed at import: no module of Node, no document", () => {
  const platform = /from "node:|\b(document|navigator|localStorage|indexedDB)\./;
  const found = sources.filter(({ text }) => platform.test(text));
  expect(found.map(({ file }) => file)).toEqual([]);
});
