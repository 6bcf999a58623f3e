import type { Command } from "@natter/client";
import type { ReactElement } from "react";
import { useStrings } from "../strings/use-strings.ts";

export type CommandHintProps = {
  readonly text: string;
  readonly commands: readonly Command[];
};

/** While somebody writes a command: what belongs behind its name, and what it does. */
export function CommandHint({ text, commands }: CommandHintProps): ReactElement | null {
  const strings = useStrings();
  const name = /^\/([a-z][a-z0-9_-]*)\s/i.exec(text)?.[1]?.toLowerCase();
  const command = commands.find((one) => one.name === name);
  if (!command) return null;
  return (
    <p data-natter="command-hint" aria-label={strings("command.hint", { name: command.name })}>
      <code dir="ltr">
        /{command.name} {command.usage}
      </code>{" "}
      <span>{command.summary}</span>
    </p>
  );
}
