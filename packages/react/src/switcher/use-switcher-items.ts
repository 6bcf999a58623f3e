import { isShallowEqual, selectChannelList, selectSpaces, type Channel } from "@natter/client";
import { useMemo } from "react";
import { useChatState } from "../provider/use-chat-state.ts";
import { rankMatches } from "./rank-matches.ts";

export type SwitcherItem =
  | {
      readonly type: "channel";
      readonly id: string;
      readonly text: string;
      readonly channel: Channel;
      readonly hint: string | null;
    }
  | {
      readonly type: "person";
      readonly id: string;
      readonly text: string;
      readonly userId: string;
      readonly image: string | null;
    }
  | {
      readonly type: "command";
      readonly id: string;
      readonly text: string;
      readonly run: () => void;
    };

export type SwitcherCommand = {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
};

const most = 50;

/**
 * Channels, people and commands that fit what was typed; without anything typed, where something happened last. All of it is
 * what the client already knows, so it works offline.
 */
export function useSwitcherItems(
  query: string,
  commands: readonly SwitcherCommand[],
): readonly SwitcherItem[] {
  const channels = useChatState(selectChannelList({ joined: true }), isShallowEqual);
  const spaces = useChatState(selectSpaces);
  const users = useChatState((state) => state.users);
  const me = useChatState((state) => state.me?.id);
  return useMemo(() => {
    const spaceNames = new Map(spaces.map((space) => [space.id, space.name]));
    const places = channels.map<SwitcherItem>((channel) => ({
      type: "channel",
      id: channel.cid,
      text: channel.title,
      channel,
      hint: spaceNames.get(channel.spaceId ?? "") ?? null,
    }));
    if (query.trim() === "") return places.slice(0, 12);
    const withDirect = new Set(channels.flatMap((channel) => channel.other?.id ?? []));
    const people = Object.values(users)
      .filter(({ id }) => id !== me && !withDirect.has(id))
      .map<SwitcherItem>(({ id, name, image }) => ({
        ...{ type: "person", id: `person ${id}`, text: name, userId: id, image },
      }));
    const doings = commands.map<SwitcherItem>(({ id, label, run }) => ({
      ...{ type: "command", id: `command ${id}`, text: label, run },
    }));
    return rankMatches([...places, ...people, ...doings], ({ text }) => text, query).slice(0, most);
  }, [channels, spaces, users, me, query, commands]);
}
