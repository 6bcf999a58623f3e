import { expect, it } from "vitest";
import { formatSize } from "./format-size.ts";

it.each([
  [0, "0 byte"],
  [999, "999 byte"],
  [1_240, "1.2 kB"],
  [25_000_000, "25 MB"],
  [3_400_000_000_000, "3,400 GB"],
])("writes %d as %s", (bytes, text) => {
  expect(formatSize(bytes, "en")).toBe(text);
});
