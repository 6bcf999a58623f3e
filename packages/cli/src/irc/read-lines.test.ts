import { describe, expect, it } from "vitest";
import { readLines } from "./read-lines.ts";

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, start + size);
}

async function read(text: string | Uint8Array, size = 7) {
  const lines = [];
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  for await (const line of readLines(chunksOf(bytes, size))) {
    lines.push({ ...line, bytes: Buffer.from(line.bytes).toString("latin1") });
  }
  return lines;
}

describe("readLines", () => {
  it("gives the same lines however the bytes are cut into chunks", async () => {
    const text = "one\r\ntwo\n\n\rthree\r\r\nfour";
    const expected = ["one", "two", "", "\rthree\r", "four"];
    for (const size of [1, 2, 3, 5, 100]) {
      expect((await read(text, size)).map((line) => line.bytes)).toEqual(expected);
    }
  });

  it("numbers lines from 1 and sees no line after the last line break", async () => {
    expect((await read("a\nb\n")).map((line) => line.number)).toEqual([1, 2]);
    expect(await read("")).toEqual([]);
    expect((await read("\n")).map((line) => line.bytes)).toEqual([""]);
  });

  it("keeps 64 KiB of a longer line, tells its length, and reads on after it", async () => {
    const long = Buffer.alloc(1_000_000, "x");
    const bytes = Buffer.concat([Buffer.from("a\n"), long, Buffer.from("\r\nb")]);
    const lines = await read(bytes, 65_536);
    expect(lines.map((line) => line.length)).toEqual([1, 1_000_000, 1]);
    expect(lines[1]?.bytes.length).toBe(65_536);
    expect(lines[2]?.bytes).toBe("b");
  });
});
