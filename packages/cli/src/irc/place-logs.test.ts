import { describe, expect, it } from "vitest";
import { placeLogs, type PlacedChannel } from "./place-logs.ts";

const log = (file: string, firstAt: number, lastAt: number, channel = "rust") => ({
  file,
  channel,
  firstAt,
  lastAt,
});
const channel = (name: string, files: string[], lastAt: number | null) => ({
  name,
  files: new Set(files),
  lastAt,
});
const places = (placed: readonly PlacedChannel[]) =>
  Object.fromEntries(placed.map(({ name, logs }) => [name, logs.map(({ file }) => file)]));

describe("placeLogs", () => {
  it("puts logs of one channel together, earliest first", () => {
    const placed = placeLogs(
      [log("rust.1", 30, 40), log("rust.0", 10, 20), log("ubuntu", 5, 6, "ubuntu")],
      [],
    );
    expect(places(placed)).toEqual({ rust: ["rust.0", "rust.1"], ubuntu: ["ubuntu"] });
  });

  it("puts a log that came earlier where it is, and a later one behind it", () => {
    const known = [channel("rust", ["rust.0"], 20)];
    const placed = placeLogs([log("rust.1", 30, 40), log("rust.0", 10, 20)], known);
    expect(places(placed)).toEqual({ rust: ["rust.0", "rust.1"] });
  });

  it("opens another channel for an older log, and finds it there again", () => {
    const known = [channel("rust", ["rust.1"], 40)];
    const logs = [log("rust.0", 10, 20), log("rust.1", 30, 40)];
    const placed = placeLogs(logs, known);
    expect(places(placed)).toEqual({ rust: ["rust.1"], "rust-2": ["rust.0"] });
    const again = placeLogs(logs, [...known, channel("rust-2", ["rust.0"], 20)]);
    expect(places(again)).toEqual(places(placed));
  });

  it("does not mix logs whose times overlap", () => {
    expect(places(placeLogs([log("a", 10, 30), log("b", 20, 40)], []))).toEqual({
      rust: ["a"],
      "rust-2": ["b"],
    });
  });

  it("counts the whole of a log that has only half arrived", () => {
    const known = [channel("rust", ["a"], 15)];
    expect(places(placeLogs([log("a", 10, 30), log("b", 20, 40)], known))).toEqual({
      rust: ["a"],
      "rust-2": ["b"],
    });
  });

  it("uses a channel that people made, if nothing in it is newer", () => {
    expect(places(placeLogs([log("a", 10, 30)], [channel("rust", [], null)]))).toEqual({
      rust: ["a"],
    });
    expect(places(placeLogs([log("a", 10, 30)], [channel("rust", [], 99)]))).toEqual({
      "rust-2": ["a"],
    });
  });

  it("goes on in another channel when the note of its files is full", () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      log(`rust.${index}.log`, index, index),
    );
    const placed = placeLogs(many, []);
    expect(placed.length).toBeGreaterThan(1);
    for (const { files } of placed) expect(JSON.stringify([...files]).length).toBeLessThan(16_000);
    expect(placed.flatMap(({ logs }) => logs)).toHaveLength(2_000);
  });
});
