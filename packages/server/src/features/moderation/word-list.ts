import { joinSpelled, runsOf, tokensOf, type Reading, type Runs } from "./normalize-text.ts";

/** Looks for words in a reading of a text; the first word found, as it stands in the list, or null. */
export type WordList = (reading: Reading) => string | null;

type Entry = { readonly word: string; readonly runs: readonly Runs[] };

/**
 * Makes a list of words and phrases. A letter that is written more often than in the word does not help to hide it, one that
 * is written less often makes another word. Time in proportion to the text (times the longest word, for parts of words).
 */
export function createWordList(words: readonly string[], match: "whole" | "part"): WordList {
  const entries = words
    .map((word): Entry => ({ word, runs: joinSpelled(tokensOf(word)).map(runsOf) }))
    .filter(({ runs }) => runs.length > 0);
  const byFirst = Map.groupBy(entries, ({ runs }) => keyOf(runs[0]));
  const parts = match === "part" ? entries.filter(({ runs }) => runs.length === 1) : [];
  const lengths = [...new Set(parts.map(({ runs }) => keyOf(runs[0]).length))];
  // Spelled letter by letter a phrase is one word. Only then: `therapist` is not `the rapist`.
  const phrases = entries
    .filter(({ runs }) => runs.length > 1)
    .map(({ word }) => ({ word, runs: runsOf(joinSpelled(tokensOf(word)).join("")) }));
  const phrasesBySpelling = Map.groupBy(phrases, ({ runs }) => keyOf(runs));

  return ({ words: tokens, spelled }) => {
    for (const word of spelled) {
      const found = runsOf(word);
      const phrase = phrasesBySpelling.get(keyOf(found))?.find(({ runs }) => isSame(runs, found));
      if (phrase) return phrase.word;
    }
    const list = tokens.map(runsOf);
    for (const [at, token] of list.entries()) {
      const whole = byFirst
        .get(keyOf(token))
        ?.find(({ runs }) => runs.every((run, index) => isSame(run, list[at + index])));
      const found = whole ?? partOf(token);
      if (found) return found.word;
    }
    return null;
  };

  function partOf(token: Runs): Entry | undefined {
    for (const length of lengths) {
      for (let start = 0; start + length <= token.letters.length; start += 1) {
        const letters = token.letters.slice(start, start + length);
        const piece = { letters, counts: token.counts.slice(start, start + length) };
        const found = byFirst
          .get(letters)
          ?.find(({ runs }) => runs.length === 1 && isSame(runs[0], piece));
        if (found) return found;
      }
    }
    return undefined;
  }
}

function keyOf(runs: Runs | undefined): string {
  return runs?.letters ?? "";
}

function isSame(wanted: Runs | undefined, found: Runs | undefined): boolean {
  if (!wanted || !found || wanted.letters !== found.letters) return false;
  return wanted.counts.every((count, index) => (found.counts[index] ?? 0) >= count);
}
