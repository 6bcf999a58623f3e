import { expect, it } from "vitest";
import { arabic } from "./arabic.ts";
import { english } from "./english.ts";
import type { Phrase } from "./phrase.ts";

const sentencesOf = (phrase: Phrase): string[] =>
  typeof phrase === "string" ? [phrase] : Object.values(phrase);

const placesIn = (phrase: Phrase): string =>
  [...new Set(sentencesOf(phrase).flatMap((sentence) => sentence.match(/\{\w+\}/g) ?? []))]
    .toSorted()
    .join();

it("says each thing with the places of the English sentence, and no others", () => {
  const translated = new Map(Object.entries(arabic.strings));
  const wrong = Object.entries(english).filter(([key, phrase]) => {
    const other = translated.get(key);
    return other === undefined || placesIn(other) !== placesIn(phrase);
  });
  expect(wrong).toEqual([]);
});

it("has nothing left in English", () => {
  const latin = Object.entries(arabic.strings).filter(([, phrase]) =>
    sentencesOf(phrase).some((sentence) =>
      /[A-Za-z]{4,}/.test(sentence.replaceAll(/\{\w+\}/g, "")),
    ),
  );
  expect(latin).toEqual([]);
});
