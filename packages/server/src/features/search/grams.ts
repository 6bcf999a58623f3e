import { runsOf } from "./runs.ts";

/** Words shorter than this are found whole only. */
export const shortWord = 3;

/**
 * The keys under which a folded text is found: every three letters of its words, its words of one or two letters, every one
 * and two characters of scripts without spaces, and every other sign. Numbers, since an index of those is small and fast;
 * two keys may share a number, so whoever finds by them compares the text itself.
 */
export function gramsOf(appId: string, folded: string): number[] {
  const grams = new Set<number>();
  const seed = seedOf(appId);
  for (const { nature, text } of runsOf(folded)) {
    if (nature === "sign") grams.add(numberOf(seed, "s", text));
    else if (nature === "word") addWord(grams, seed, text);
    else addSyllables(grams, seed, text);
  }
  return [...grams];
}

/** The number of a fact about a message, for example `from:ada`: no text ever has it as a key. */
export function factGram(appId: string, fact: string): number {
  return numberOf(seedOf(appId), "f", fact);
}

function addWord(grams: Set<number>, seed: number, word: string): void {
  if (word.length < shortWord) grams.add(numberOf(seed, "w", word));
  for (let at = 0; at + shortWord <= word.length; at += 1)
    grams.add(numberOf(seed, "t", word.slice(at, at + shortWord)));
}

function addSyllables(grams: Set<number>, seed: number, text: string): void {
  const characters = [...text];
  for (const [index, character] of characters.entries()) {
    grams.add(numberOf(seed, "c", character));
    const following = characters[index + 1];
    if (following !== undefined) grams.add(numberOf(seed, "c", character + following));
  }
}

// FNV-1a, 32 bits. The app is part of every number, so one app's keys lie apart from another's in the index.
function numberOf(seed: number, nature: string, text: string): number {
  let hash = mix(seed, nature.charCodeAt(0));
  for (let index = 0; index < text.length; index += 1) hash = mix(hash, text.charCodeAt(index));
  return hash | 0;
}

function seedOf(appId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < appId.length; index += 1) hash = mix(hash, appId.charCodeAt(index));
  return hash;
}

function mix(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}
