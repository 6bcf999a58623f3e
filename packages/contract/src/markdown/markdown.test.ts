import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeMarkdown, hasLink, parseMarkdown, plainText } from "../markdown.ts";
import type { Block, Inline } from "../markdown.ts";

type Vector = { rule: string; name: string; markdown: string; nodes: unknown; plain: string };
const file = new URL("../../../../SPEC/markdown-vectors.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vector[]; // the file beside the rules

test.each(vectors)("[$rule] $name", ({ markdown, nodes, plain }) => {
  const parsed = parseMarkdown(markdown);
  expect(parsed).toEqual(nodes);
  expect(plainText(parsed)).toBe(plain);
});

/** Links to whatever looks like an address, or like several. */
const anyLink = fc
  .array(
    fc.constantFrom(
      ...["https://", "HTTP://", "mailto:", "javascript:", "data:", "vbscript:", "blob:", "file:"],
      ...[
        "a.example",
        "a@a.example",
        "//",
        "/",
        ":",
        "@",
        "?",
        "#",
        "%0a",
        "&#58;",
        "\t",
        "\u0000",
      ],
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => `[a](${parts.join("")})`);

/** Texts made of what means something, so that every path is walked in every order. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...["*", "**", "_", "__", "~~", "||", "`", "``", "```", "[", "]", "](", ")", "(", "<", ">"],
        ...["https://a.example", "http://", "mailto:", "javascript:", "<@ada>", "<!here>", ":x:"],
        ...["\n", "\n\n", "> ", "- ", "1. ", "  ", "\\", "a", " ", "\u{1F600}", "\ud800", "é"],
      ),
      fc.string({ unit: "grapheme", maxLength: 4 }),
      anyLink,
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

const safeAddress = /^(?:https?:\/\/|mailto:)[\x21-\x7e]+$/;

describe("any text", () => {
  test("[MD-1] has a meaning, of bounded depth and with safe addresses only", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const found = nodesOf(parseMarkdown(text), 0);
        const links = found.flatMap(({ node }) => (node.type === "link" ? [node] : []));
        const inLinks = links.flatMap((link) => nodesOf(link.children, 0));
        expect(found.filter(({ depth }) => depth >= 80)).toEqual([]);
        expect(links.filter(({ url }) => !safeAddress.test(url))).toEqual([]);
        expect(inLinks.filter(({ node }) => node.type === "link")).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("[MD-12] shows as it stands once it is escaped", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = text.replace(/\s+/g, " ").trim();
        expect(plainText(parseMarkdown(escapeMarkdown(line)))).toBe(line);
      }),
      { numRuns: 2_000 },
    );
  });

  test("[MD-14] without marks is its own plain text", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Za-z ,.!?é]{1,20}$/)), (lines) => {
        const text = lines
          .map((line) => line.trimEnd())
          .filter((line) => line !== "")
          .join("\n");
        expect(plainText(parseMarkdown(text))).toBe(text);
      }),
    );
  });
});

// Of a quadratic parser each of these would be an hour of work: the run's own time limit is the judge.
const hostilePieces = [
  ...["*", "*a ", "**a *b ", "_a_ ", "~~a ", "||a ", "[", "[a](", "](", "[[[](", "[a](b(", "]"],
  ...["`", "``a`", "`a``a```a````a", "> ", ">", "- ", "  - a\n", "* ", "1. ", "a\n", "\n", "\\"],
  ...["http://^", "https://a)", "<http://a", "mailto:", "<@a", ":a", ":a:", "***a***", "```\n"],
  ...["~~||**__", " ", "\u{1F600}*", "(https://a.example"],
];
test.each(hostilePieces)("[MD-13] 300,000 characters of %j are read in linear time", (piece) => {
  const text = piece.repeat(Math.ceil(300_000 / piece.length));
  expect(plainText(parseMarkdown(text)).length).toBeLessThan(text.length * 8);
});

test("[MD-13] ten thousand nested marks, brackets and quotes stay shallow", () => {
  for (const [open, close] of [
    ["*a ", " a*"],
    ["[", "](https://a.example)"],
    ["> ", ""],
    ["***", "a***"],
  ]) {
    const text = (open ?? "").repeat(10_000) + "x" + (close ?? "").repeat(10_000);
    const depths = nodesOf(parseMarkdown(text), 0).map(({ depth }) => depth);
    expect(Math.max(...depths)).toBeLessThan(80);
  }
});

test("[MD-14] plain text names who is mentioned, and tells a spoiler only where it is asked to", () => {
  const parsed = parseMarkdown("<@ada> ||it was **him**||");
  expect(plainText(parsed, { nameOf: () => "Ada" })).toBe("@Ada ███");
  expect(plainText(parsed, { spoilers: true })).toBe("@ada it was him");
});

test.each([
  ["see https://a.example", true],
  ["- > **[a](https://a.example)**", true],
  ["`https://a.example` [a](javascript:x)", false],
  ["```\nhttps://a.example\n```", false],
])("whether %j holds a link: %s", (text, expected) => {
  expect(hasLink(parseMarkdown(text))).toBe(expected);
});

type Found = { node: Block | Inline; depth: number };

function nodesOf(nodes: readonly (Block | Inline)[], depth: number): Found[] {
  return nodes.flatMap((node) => {
    const lists = node.type === "list" ? node.items.map((item) => item.children) : [];
    const inner = "children" in node ? [node.children] : lists;
    return [{ node, depth }, ...inner.flatMap((children) => nodesOf(children, depth + 1))];
  });
}
