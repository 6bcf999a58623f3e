import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseReplyLinks, readReplyLinks, repliesPath } from "./reply-links.ts";

describe("reply links", () => {
  it("say which line answers which, counted from 1", () => {
    expect([...parseReplyLinks("1002 1003 - \n998 1000 -\n").answers]).toEqual([
      [1004, 1003],
      [1001, 999],
    ]);
  });

  it("of a line with itself start a conversation and link nothing", () => {
    expect(parseReplyLinks("1000 1000 - ").answers.size).toBe(0);
  });

  it("of one line with several count for the nearest earlier one, in whatever order they stand", () => {
    expect([...parseReplyLinks("5 9 -\n7 9 -\n9 6 -\n9 9 -").answers]).toEqual([[10, 8]]);
  });

  it("that cannot be read are reported with their line", () => {
    expect(parseReplyLinks("1 2 -\r\nhello\n3 -\n4 5").problems.map(({ line }) => line)).toEqual([
      2, 3,
    ]);
  });

  it("lie beside the log, and may be absent", async () => {
    const dir = await mkdtemp(join(tmpdir(), "natter-links-"));
    try {
      const log = join(dir, "rust.0.log.txt");
      expect(repliesPath(log)).toBe(join(dir, "rust.0.replies.txt"));
      expect((await readReplyLinks(log)).answers.size).toBe(0);
      await writeFile(join(dir, "rust.0.replies.txt"), "0 1 -\n");
      expect([...(await readReplyLinks(log)).answers]).toEqual([[2, 1]]);
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
