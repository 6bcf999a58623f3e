import type { Say } from "../strings/use-strings.ts";

/** Who is typing, as a sentence: up to three by name, more as several people; empty for nobody. */
export function typingSentence(names: readonly string[], say: Say): string {
  const [first, second, third] = names;
  if (first === undefined) return "";
  if (second === undefined) return say("typing.one", { first });
  if (third === undefined) return say("typing.two", { first, second });
  if (names.length === 3) return say("typing.three", { first, second, third });
  return say("typing.many");
}
