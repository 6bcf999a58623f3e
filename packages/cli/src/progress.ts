import type { Terminal } from "./terminal.ts";

/** Shows how far long work is: on a screen one line that changes, elsewhere a line every few seconds. */
export type Progress = {
  readonly update: (text: string) => void;
  /** Writes a line that stays, above the changing one. */
  readonly note: (text: string) => void;
  readonly end: () => void;
};

const screenEvery = 100;
const lineEvery = 3_000;

/** `now` gives milliseconds. The first update outside a screen waits like the others, so short work stays quiet. */
export function createProgress(terminal: Terminal, now: () => number): Progress {
  let shownAt = terminal.isScreen ? Number.NEGATIVE_INFINITY : now();
  let isLineOpen = false;

  const clear = () => {
    if (isLineOpen) terminal.err("\r\u001B[2K");
    isLineOpen = false;
  };
  return {
    update(text) {
      if (now() - shownAt < (terminal.isScreen ? screenEvery : lineEvery)) return;
      shownAt = now();
      if (!terminal.isScreen) return terminal.err(`${text}\n`);
      clear();
      terminal.err(text.slice(0, terminal.columns - 1));
      isLineOpen = true;
    },
    note(text) {
      clear();
      terminal.err(`${text}\n`);
    },
    end: clear,
  };
}
