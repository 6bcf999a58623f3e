import { createInterface } from "node:readline/promises";
import type { CliConfig } from "./config.ts";

/** Where a command writes and what it knows of its surroundings. */
export type Terminal = {
  /** Writes results, to standard output. */
  readonly out: (text: string) => void;
  /** Writes progress and complaints, to standard error. */
  readonly err: (text: string) => void;
  /** Whether standard error is a screen, where one line can be written over. */
  readonly isScreen: boolean;
  /** Whether colours may be used on standard error. */
  readonly color: boolean;
  /** How wide a line on the screen may be. */
  readonly columns: number;
  readonly config: CliConfig;
  /** Asks a person at the keyboard; null where nobody is. */
  readonly ask: ((question: string) => Promise<string>) | null;
};

/** The terminal of this process. */
export function processTerminal(config: CliConfig): Terminal {
  const isScreen = process.stderr.isTTY === true && config.canOverwrite;
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isScreen,
    color: isScreen && config.color,
    columns: process.stderr.columns ?? 80,
    config,
    ask: process.stdin.isTTY === true && isScreen ? askPerson : null,
  };
}

async function askPerson(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
