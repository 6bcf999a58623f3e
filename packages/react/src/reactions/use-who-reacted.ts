import { useContext } from "react";
import { useStrings, WordingContext } from "../strings/use-strings.ts";
import { useNames, type ReactionView } from "./use-reactions.ts";

const mostNamed = 8;

/** Who reacted, as a sentence: up to eight by name, the viewer first, and how many more. */
export function useWhoReacted({ type, people, userIds }: ReactionView, viewerId: string): string {
  const strings = useStrings();
  const { locale } = useContext(WordingContext);
  const hasOwn = userIds.includes(viewerId);
  const others = useNames(userIds.filter((id) => id !== viewerId).slice(0, mostNamed));
  const named = [...(hasOwn ? [strings("message.you")] : []), ...others];
  const more = people - named.length;
  const list = more > 0 ? [...named, strings("reactions.more", { count: more })] : named;
  const names = new Intl.ListFormat(locale, { type: "conjunction" }).format(list);
  return strings("reactions.who", { names, emoji: /^[\w+-]+$/.test(type) ? `:${type}:` : type });
}
