const sentences = [
  "Good morning!",
  "Did anybody water the tomatoes yesterday? It was hotter than the forecast said, and the ones by the wall looked thirsty.",
  "Yes, at six.",
  "Thanks. Then we can leave them until Thursday.",
  "The new shed key hangs on the hook behind the door. Please put it back there when you leave, so that the next one finds it.",
  "Will do",
  "Who brings the cake on Saturday?",
  "Me! Apple and walnut, and something without nuts for those who cannot have them.",
  "👏",
  "I wrote down what we need:\n- string\n- two bags of compost\n- gloves in a size that fits me",
];

/** The sentence of a message by its number: the same one every time, short and long in turn. */
export function sentenceOf(number: number): string {
  return sentences[number % sentences.length] ?? "";
}
