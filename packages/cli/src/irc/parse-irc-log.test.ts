import { describe, expect, it } from "vitest";
import { parseIrcLog, type ParseOptions } from "./parse-irc-log.ts";
import { readLines } from "./read-lines.ts";

async function parse(content: string | Uint8Array, options: Partial<ParseOptions> = {}) {
  const lines = [];
  const bytes = Buffer.from(content);
  for await (const line of parseIrcLog(
    readLines(
      (async function* () {
        yield bytes;
      })(),
    ),
    { fileDate: null, fallbackAt: 0, maxCharacters: 10_000, ...options },
  )) {
    lines.push(line);
  }
  return lines;
}

async function times(content: string, options: Partial<ParseOptions> = {}) {
  return (await parse(content, options)).map((line) => new Date(line.at).toISOString());
}

describe("parseIrcLog", () => {
  it("reads messages, actions, notices and system lines with their own times", async () => {
    const lines = await parse(
      [
        "rust 2018-05-29 [21:20:37] <talchas> but I don't know ",
        "wiki 2013-01-26 [15:04:04] <bugs>\t 03(mod) text  ",
        "wiki 2013-01-26 [18:14:41] * Isarra  mutters irritably.  ",
        "meeting 2010-11-09 [13:18] -bot- a notice",
        "meeting 2010-11-08 === yofel_ is now known as yofel ",
        "[07:45] <[set] > listen",
        "[07:46]  * maco snorts",
        "[07:47] <@op> with a rank",
        "something else altogether",
        "   ",
        "[07:48] <nick> ",
      ].join("\n"),
    );
    expect(lines.map((line) => line.entry)).toEqual([
      { type: "message", nick: "talchas", text: "but I don't know" },
      { type: "message", nick: "bugs", text: "03(mod) text" },
      { type: "action", nick: "Isarra", text: "mutters irritably." },
      { type: "notice", nick: "bot", text: "a notice" },
      { type: "system", text: "yofel_ is now known as yofel" },
      { type: "message", nick: "[set]", text: "listen" },
      { type: "action", nick: "maco", text: "snorts" },
      { type: "message", nick: "op", text: "with a rank" },
      { type: "system", text: "something else altogether" },
      { type: "empty" },
      { type: "empty" },
    ]);
    expect(new Date(lines[0]?.at ?? 0).toISOString()).toBe("2018-05-29T21:20:37.000Z");
    expect(lines.map((line) => line.line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it("reads other common stamps", async () => {
    expect(
      await times(
        "[2020-01-02 03:04:05] <a> x\n2020-01-02 03:04:06 <a> x\n2020-01-02T03:05 <a> x\n03:06 <a> x",
      ),
    ).toEqual([
      "2020-01-02T03:04:05.000Z",
      "2020-01-02T03:04:06.000Z",
      "2020-01-02T03:05:00.000Z",
      "2020-01-02T03:06:00.000Z",
    ]);
  });

  it("takes the date from the file's name, and midnight turns it", async () => {
    expect(
      await times(
        "[23:58] <a> x\n[23:57] <a> a clock that was set back\n[00:01] <a> x\n=== joins",
        {
          fileDate: "2007-12-31",
        },
      ),
    ).toEqual([
      "2007-12-31T23:58:00.000Z",
      "2007-12-31T23:57:00.000Z",
      "2008-01-01T00:01:00.000Z",
      "2008-01-01T00:01:00.000Z",
    ]);
  });

  it("gives lines before the first time that time, and a dated line without a time the start of its day", async () => {
    expect(
      await times("=== a joins\n=== b joins\n[05:29] <a> x", { fileDate: "2007-01-19" }),
    ).toEqual(Array.from({ length: 3 }, () => "2007-01-19T05:29:00.000Z"));
    expect(
      await times("m 2010-11-08 [23:00] <a> x\nm 2010-11-08 === y\nm 2010-11-09 === z"),
    ).toEqual(["2010-11-08T23:00:00.000Z", "2010-11-08T23:00:00.000Z", "2010-11-09T00:00:00.000Z"]);
  });

  it("falls back on a given time when nothing says a date", async () => {
    expect(await times("a\nb", { fallbackAt: 1_000 })).toEqual([
      "1970-01-01T00:00:01.000Z",
      "1970-01-01T00:00:01.000Z",
    ]);
    expect(await times("a\n[10:00] <a> x", { fallbackAt: 1_000 })).toHaveLength(2);
  });

  it("ignores a byte order mark and CRLF", async () => {
    const [line] = await parse("\uFEFF[07:00] <a> hello\r\n", { fileDate: "2020-01-01" });
    expect(line?.entry).toEqual({ type: "message", nick: "a", text: "hello" });
    expect(line?.repairs).toEqual([]);
  });

  it("replaces broken bytes and NUL, and says so", async () => {
    const lines = await parse(
      Buffer.concat([
        Buffer.from("<a> caf"),
        Buffer.from([0xe9, 0x0a]),
        Buffer.from("<a> a\0b\n<a> café"),
      ]),
    );
    expect(lines.map((line) => line.entry)).toEqual([
      { type: "message", nick: "a", text: "caf\uFFFD" },
      { type: "message", nick: "a", text: "a\uFFFDb" },
      { type: "message", nick: "a", text: "café" },
    ]);
    expect(lines.map((line) => line.repairs)).toEqual([
      ["bytes that are not UTF-8 became U+FFFD"],
      ["NUL became U+FFFD"],
      [],
    ]);
  });

  it("cuts a line of a megabyte to the limit between characters, and says so", async () => {
    const [line, next] = await parse(`<a> x${"😀".repeat(250_000)}\n<b> after`);
    expect(line?.entry.type).toBe("message");
    const text = line?.entry.type === "message" ? line.entry.text : "";
    expect(text).toHaveLength(9_999);
    expect(text.isWellFormed()).toBe(true);
    expect(line?.repairs).toEqual(["the line of 1000005 bytes was cut to 10000 characters"]);
    expect(next?.entry).toEqual({ type: "message", nick: "b", text: "after" });
  });

  it("tells repeated lines apart by their number and changed lines by their hash", async () => {
    const lines = await parse("<a> same\n<a> same\n<a> other");
    expect(lines[0]?.hash).toBe(lines[1]?.hash);
    expect(lines[2]?.hash).not.toBe(lines[0]?.hash);
  });
});
