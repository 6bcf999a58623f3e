import { readEmojiMemory } from "./emoji-memory.ts";

const usual = ["👍", "❤️", "😂", "🎉", "🙏", "👀"] as const;

/** The reactions that are offered first: the usual ones. */
export const quickReactions: readonly string[] = usual;

/** The same number of reactions, those that this person used last in front. */
export function ownQuickReactions(): readonly string[] {
  const { recent } = readEmojiMemory();
  const last = recent.slice(0, 2);
  return [...last, ...usual.filter((one) => !last.includes(one))].slice(0, usual.length);
}
