import { describe, expect, it } from "vitest";
import { splitLinks } from "./split-links.ts";

function links(text: string): string[] {
  return splitLinks(text)
    .filter((part) => part.type === "link")
    .map((part) => part.text);
}

describe("splitLinks", () => {
  it("finds a link in a sentence and leaves its full stop out", () => {
    expect(splitLinks("See https://example.com/a?b=1#c.")).toEqual([
      { type: "text", text: "See " },
      { type: "link", text: "https://example.com/a?b=1#c" },
      { type: "text", text: "." },
    ]);
  });

  it("keeps brackets that belong to the link and drops the one around it", () => {
    expect(links("(https://example.com/a_(b))")).toEqual(["https://example.com/a_(b)"]);
    expect(links("(https://example.com/a)")).toEqual(["https://example.com/a"]);
  });

  it("finds nothing in other schemes or in half a link", () => {
    expect(links("javascript:alert(1) data:text/html,x http:// example.com")).toEqual([]);
  });

  it("loses no character", () => {
    const text = "a https://x.org, b\nhttp://y.org/?q=<b> (https://z.org).";
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });
});
