import { useMemo } from "react";
import type { Commands } from "../commands/use-commands.ts";
import { commandTrigger } from "../commands/command-trigger.ts";
import { useEmojiTrigger } from "../emoji/use-emoji-trigger.tsx";
import { useChannelTrigger } from "./use-channel-trigger.tsx";
import { usePeopleTrigger } from "./use-people-trigger.tsx";
import { useStrings } from "../strings/use-strings.ts";
import type { Trigger } from "./trigger.ts";

/** What the kit offers while one writes in a channel: people, channels, emoji and commands. */
export function useDefaultTriggers(cid: string, commands: Commands): readonly Trigger[] {
  const strings = useStrings();
  const people = usePeopleTrigger(cid);
  const channels = useChannelTrigger(cid);
  const emoji = useEmojiTrigger();
  return useMemo(
    () => [people, channels, emoji, commandTrigger(commands, strings("command.label"))],
    [people, channels, emoji, commands, strings],
  );
}
