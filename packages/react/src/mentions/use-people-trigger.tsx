import { selectWindow, type ChatState, type UserSummary } from "@natter/client";
import { useMemo } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { Avatar } from "../people/avatar.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";
import { rankByName, rankName } from "./rank-people.ts";
import type { Suggestion, Trigger } from "./trigger.ts";
import { useGroupLabel } from "./use-group-label.ts";

const groups = [
  { group: "channel", detail: "mention.channel" },
  { group: "here", detail: "mention.here" },
  { group: "role:admin", detail: "mention.role" },
  { group: "role:moderator", detail: "mention.role" },
] as const;

/** Offers the people of a channel behind an at sign, and all of them at once to whoever may call them. */
export function usePeopleTrigger(cid: string): Trigger {
  const client = useChatClient();
  const strings = useStrings();
  const labelOf = useGroupLabel();
  const { channel, can } = useChannelState(cid);
  const hasGroups = can("mention-all") && channel !== null && channel.kind !== "direct";
  const inSpace = channel?.kind === "space";
  return useMemo<Trigger>(() => {
    const findGroups = (query: string): Suggestion[] =>
      (hasGroups ? groups : [])
        .filter(({ group }) => rankName(query, labelOf(group), group) !== null)
        .map(({ group, detail }) => ({
          id: `group:${group}`,
          label: `@${labelOf(group)}`,
          detail: strings(detail),
          picture: <Icon name="people" size={20} />,
          text: `@${labelOf(group)} `,
          target: { type: "group", group },
        }));
    const find = (query: string) => [
      ...rankByName(knownPeople(client.store.getState(), cid), query).map(asSuggestion),
      ...findGroups(query),
    ];
    return {
      id: "people",
      sign: "@",
      takesSpace: true,
      label: strings("mention.label"),
      find,
      ask: async (query) => {
        const isLoaded = () => client.store.getState().channels[cid]?.members.status === "ready";
        if (!isLoaded()) await client.channel(cid).loadMembers();
        const hasMore = client.store.getState().channels[cid]?.members.hasMore ?? false;
        if (query === "" || !(hasMore || inSpace)) return find(query);
        const { items } = await client.api("users.list", { query: { q: query, limit: 20 } });
        const me = client.store.getState().me?.id;
        return [...find(query), ...items.filter(({ id }) => id !== me).map(asSuggestion)];
      },
    };
  }, [client, cid, strings, labelOf, hasGroups, inSpace]);
}

function asSuggestion({ id, name, image }: UserSummary): Suggestion {
  return {
    id: `user:${id}`,
    label: name,
    detail: name === id ? undefined : id,
    picture: <Avatar id={id} image={image} />,
    text: `@${name} `,
    target: { type: "user", userId: id },
  };
}

/** Everybody of the channel whom this device knows of, without the viewer. */
function knownPeople(state: ChatState, cid: string): UserSummary[] {
  const entry = state.channels[cid];
  const people = new Map<string, UserSummary>();
  for (const { user } of entry?.members.items ?? []) people.set(user.id, user);
  for (const { sender } of selectWindow(cid)(state).items) {
    if (sender && !people.has(sender.id)) people.set(sender.id, sender);
  }
  if (entry?.channel?.other) people.set(entry.channel.other.id, entry.channel.other);
  if (state.me) people.delete(state.me.id);
  // Who was renamed since is known by the new name.
  return [...people.values()].map((user) => state.users[user.id] ?? user);
}
