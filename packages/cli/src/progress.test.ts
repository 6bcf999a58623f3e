import { describe, expect, it } from "vitest";
import { readCliConfig } from "./config.ts";
import { createProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

function terminal(isScreen: boolean) {
  let written = "";
  const made: Terminal = {
    out: () => {},
    err: (text) => {
      written += text;
    },
    isScreen,
    color: false,
    columns: 20,
    config: readCliConfig({}),
    ask: null,
  };
  return { terminal: made, written: () => written };
}

describe("createProgress", () => {
  it("writes one line over and over on a screen, never wider than the screen", () => {
    let now = 0;
    const screen = terminal(true);
    const progress = createProgress(screen.terminal, () => now);
    progress.update("one");
    progress.update("too soon");
    now = 200;
    progress.update("x".repeat(50));
    progress.note("stays");
    progress.end();
    expect(screen.written()).toBe(`one\r\u001B[2K${"x".repeat(19)}\r\u001B[2Kstays\n`);
  });

  it("writes a line every few seconds elsewhere, and nothing for short work", () => {
    let now = 0;
    const file = terminal(false);
    const progress = createProgress(file.terminal, () => now);
    progress.update("at once");
    now = 3_500;
    progress.update("later");
    now = 4_000;
    progress.update("too soon");
    progress.end();
    expect(file.written()).toBe("later\n");
  });
});
