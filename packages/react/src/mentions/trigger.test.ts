import { describe, expect, it } from "vitest";
import { matchTrigger, type Trigger } from "./trigger.ts";

const trigger = (sign: string, more: Partial<Trigger> = {}): Trigger => ({
  id: sign,
  sign,
  label: sign,
  find: () => [],
  ...more,
});
const triggers = [
  trigger("@", { takesSpace: true }),
  trigger("#"),
  trigger(":", { minCharacters: 2 }),
  trigger("/", { atStart: true }),
];
/** The sign and what follows it, for a text whose caret is at its end or at the bar. */
function match(marked: string): string | null {
  const at = marked.indexOf("¦");
  const text = marked.replace("¦", "");
  const found = matchTrigger(text, at < 0 ? text.length : at, triggers);
  return found && found.trigger.sign + found.query;
}

describe("matchTrigger", () => {
  it.each([
    ["@", "@"],
    ["hello @ad", "@ad"],
    ["(@ad", "@ad"],
    ["**@ad", "@ad"],
    ["@ada lo", "@ada lo"],
    ["#gen", "#gen"],
    ["so :sm", ":sm"],
    ["/sh", "/sh"],
    ["@a¦da", "@a"],
  ])("opens at %s", (text, found) => {
    expect(match(text)).toBe(found);
  });

  it.each([
    "ada@example",
    "@ ada",
    "@ada lovelace byron",
    "line @ada\nnext",
    "so :s",
    "10:30",
    "hello /sh",
    "`@ada",
    "```\n@ada",
    "",
  ])("stays shut at %j", (text) => {
    expect(match(text)).toBeNull();
  });

  it("opens again behind code that was closed", () => {
    expect(match("`x` @ad")).toBe("@ad");
    expect(match("```\nx\n```\n@ad")).toBe("@ad");
  });
});
