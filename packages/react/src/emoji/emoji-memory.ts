import { skinTones, type SkinTone } from "./skin-tone.ts";

/** What a browser remembers of how somebody uses emoji. It stays on the device. */
export type EmojiMemory = { readonly recent: readonly string[]; readonly tone: SkinTone };

const storageKey = "natter.emoji";
const recentMax = 24;
const nothing: EmojiMemory = { recent: [], tone: 0 };

/** Reads it; nothing where there is none, or where the browser keeps nothing for this page. */
export function readEmojiMemory(): EmojiMemory {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "null");
    if (typeof stored !== "object" || stored === null) return nothing;
    const { recent, tone } = stored as { recent?: unknown; tone?: unknown }; // checked below
    return {
      recent: Array.isArray(recent) ? recent.filter((one) => typeof one === "string") : [],
      tone: skinTones.find((one) => one === tone) ?? 0,
    };
  } catch {
    return nothing; // a private window, or something else wrote there
  }
}

/** Puts an emoji before the others that were used. */
export function rememberEmoji(character: string): void {
  const { recent, tone } = readEmojiMemory();
  const next = [character, ...recent.filter((one) => one !== character)].slice(0, recentMax);
  write({ recent: next, tone });
}

export function rememberSkinTone(tone: SkinTone): void {
  write({ ...readEmojiMemory(), tone });
}

function write(memory: EmojiMemory): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(memory));
  } catch {
    // Full, or a private window: then it is not remembered.
  }
}
