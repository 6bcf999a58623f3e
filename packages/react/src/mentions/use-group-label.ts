import { useCallback } from "react";
import type { StringKey } from "../strings/english.ts";
import { useStrings } from "../strings/use-strings.ts";

const roles: Readonly<Record<string, StringKey>> = {
  owner: "mention.owners",
  admin: "mention.admins",
  moderator: "mention.moderators",
  member: "mention.members",
  guest: "mention.guests",
};

/** What a group of mentioned people is called: `channel` and `here` as they are written, roles in the viewer's language. */
export function useGroupLabel(): (group: string) => string {
  const strings = useStrings();
  return useCallback(
    (group) => {
      const role = group.startsWith("role:") ? group.slice("role:".length) : null;
      const key = role === null ? undefined : roles[role];
      return key === undefined ? (role ?? group) : strings(key);
    },
    [strings],
  );
}
