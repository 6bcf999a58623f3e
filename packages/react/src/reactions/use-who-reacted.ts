import { useContext } from "react";
import { useStrings, WordingContext } from "../strings/use-strings.ts";
import { useUsers } from "../people/use-users.ts";
import type { ReactionView } from "./use-reactions.ts";

const mostNamed = 8;

/** Who reacted, as a sentence: up to eight by name, the viewer first, and how many more, or whose names nobody knows. */
export function useWhoReacted({ type, people, userIds }: ReactionView, viewerId: string): string {
  const strings = useStrings();
  const { locale } = useContext(WordingContext);
  const hasOwn = userIds.includes(viewerId);
  const others = useUsers(userIds.filter((id) => id !== viewerId).slice(0, mostNamed));
  const known = others.flatMap((user) => user?.name ?? []);
  const named = [...(hasOwn ? [strings("message.you")] : []), ...known];
  const more = people - named.length;
  const list = more > 0 ? [...named, strings("reactions.more", { count: more })] : named;
  const names = new Intl.ListFormat(locale, { type: "conjunction" }).format(list);
  return strings("reactions.who", { names, emoji: /^[\w+-]+$/.test(type) ? `:${type}:` : type });
}
