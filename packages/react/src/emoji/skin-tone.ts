/** `0` is the yellow that belongs to nobody; 1 to 5 go from light to dark (Unicode's Fitzpatrick modifiers). */
export type SkinTone = 0 | 1 | 2 | 3 | 4 | 5;

export const skinTones: readonly SkinTone[] = [0, 1, 2, 3, 4, 5];
const modifiers = ["", "\u{1F3FB}", "\u{1F3FC}", "\u{1F3FD}", "\u{1F3FE}", "\u{1F3FF}"] as const;

/** An emoji in a skin tone, if it has tones. */
export function withSkinTone(
  emoji: { readonly character: string; readonly hasTones: boolean },
  tone: SkinTone,
): string {
  if (tone === 0 || !emoji.hasTones) return emoji.character;
  const [first = "", ...rest] = Array.from(emoji.character);
  return first + modifiers[tone] + rest.join("").replace(/^\uFE0F/, "");
}
