// Makes packages/react/src/emoji/emoji-data.generated.ts from emojibase-data (MIT, https://emojibase.dev).
// Run it when Unicode has new emoji, with that package unpacked anywhere:
//   npm pack emojibase-data && tar xzf emojibase-data-*.tgz && node scripts/make-emoji-data.mjs ./package
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { normalizeReaction } from "../packages/contract/src/reaction-type.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Say where emojibase-data lies.");

/** Newer ones are empty boxes on most devices that people have. */
const newestVersion = 15.1;
const categories = [
  "smileys",
  "people",
  null,
  "nature",
  "food",
  "travel",
  "activities",
  "objects",
  "symbols",
  "flags",
];
const tones = ["\u{1F3FB}", "\u{1F3FC}", "\u{1F3FD}", "\u{1F3FE}", "\u{1F3FF}"];

/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(join(/** @type {string} */ (folder), path), "utf8"));

/** @typedef {{emoji: string, hexcode: string, label: string, tags?: string[], group?: number, order?: number, version: number, skins?: {emoji: string, tone: number | number[]}[]}} Entry */

const { version } = read("package.json");
const short = read("en/shortcodes/github.json");
const long = read("en/shortcodes/emojibase.json");
const entries = /** @type {Entry[]} */ (read("en/data.json"));

const lines = [];
for (const [group, name] of categories.entries()) {
  if (name === null) continue;
  lines.push(`#${name}`);
  const inGroup = entries
    .filter((entry) => entry.group === group && entry.version <= newestVersion)
    .sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
  for (const entry of inGroup) lines.push(lineOf(entry));
}
writeFileSync(
  new URL("../packages/react/src/emoji/emoji-data.generated.ts", import.meta.url),
  `// Made by scripts/make-emoji-data.mjs from emojibase-data ${version} (MIT, Copyright Miles Johnson). Do not edit.\n` +
    `// A line for each emoji: itself, its name, its shortcodes, words it is also found by, and ~ where it has skin tones.\n` +
    `export const emojiTable =\n  ${JSON.stringify(lines.join("\n"))};\n`,
);

/** @param {Entry} entry */
function lineOf(entry) {
  const names = [short[entry.hexcode] ?? [], long[entry.hexcode] ?? []].flat();
  const told = new Set([...entry.label.split(/\W+/), ...names.flatMap((name) => name.split("_"))]);
  const tags = (entry.tags ?? []).filter((tag) => !told.has(tag));
  const toned = hasTones(entry) ? "~" : "";
  // In the one form that the server keeps: U+FE0F only where an emoji would else be shown as text.
  const character = normalizeReaction(entry.emoji) ?? entry.emoji;
  return [character, entry.label, [...new Set(names)].join(" "), tags.join(" "), toned].join("|");
}

/** Whether each skin tone is made by putting it behind the first code point. @param {Entry} entry */
function hasTones({ emoji, skins = [] }) {
  const single = skins.filter((skin) => typeof skin.tone === "number");
  return (
    single.length === 5 &&
    single.every((skin) => skin.emoji === withTone(emoji, tones[Number(skin.tone) - 1] ?? ""))
  );
}

/** @param {string} emoji @param {string} tone */
function withTone(emoji, tone) {
  const [first = "", ...rest] = Array.from(emoji);
  return first + tone + rest.join("").replace(/^\uFE0F/, "");
}
