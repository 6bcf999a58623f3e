import { expect, it } from "vitest";
import { english } from "../strings/english.ts";
import { formatPhrase } from "../strings/format-phrase.ts";
import { typingSentence } from "./typing-sentence.ts";

it.each([
  [[], ""],
  [["Ada"], "Ada is typing"],
  [["Ada", "Bob"], "Ada and Bob are typing"],
  [["Ada", "Bob", "Cy"], "Ada, Bob and Cy are typing"],
  [["Ada", "Bob", "Cy", "Di"], "Several people are typing"],
])("says of %j: %s", (names, sentence) => {
  const say = (key: keyof typeof english, values = {}) => formatPhrase(english[key], values);
  expect(typingSentence(names, say)).toBe(sentence);
});
